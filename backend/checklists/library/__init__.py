"""Ready checklists in our own words, for HQ to copy and make its own."""
