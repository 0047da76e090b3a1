"""Something wrong in a store, from raised to verified."""
