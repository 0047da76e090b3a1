"""What an admin settles about regions and stores, one whole document at a time."""
