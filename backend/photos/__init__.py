"""Photos: evidence named by its SHA-256, kept for ever, shown only to whom it concerns."""
