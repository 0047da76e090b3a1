"""History out of a file: what stores sold or used day by day, and what they earned."""
