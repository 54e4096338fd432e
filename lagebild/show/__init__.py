"""Shows a picture: in the terminal and as a page."""
