"""Benches: quality against gold passages, floors, gains and losses, PLV."""
