"""The levels that orders fill up to, as HQ settles them for a store."""
