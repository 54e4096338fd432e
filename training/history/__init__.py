"""Estimation of the scenario engine's parameters from public conflict data."""
