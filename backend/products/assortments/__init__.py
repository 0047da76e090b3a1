"""Which places sell what, for many products and places at once."""
