"""Products out of a spreadsheet: tried out, looked over, applied in one piece, and undone in one piece."""
