"""What an admin settles about people and their posts, one whole document at a time."""
