"""Training of the reader network."""
