"""What stores sold or used, and what they will."""
