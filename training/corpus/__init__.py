"""The training corpus: its notation, its check, its loading."""
