"""Files of rows: taken in, tried out, looked over, applied in one piece, and undone in one piece."""
