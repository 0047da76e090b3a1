"""What HQ settles about products and suppliers, one whole document at a time."""
