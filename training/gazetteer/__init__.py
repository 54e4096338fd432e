"""Builds the gazetteer and the list of actors that come with the package."""
