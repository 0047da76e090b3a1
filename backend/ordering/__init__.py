"""Orders on their way: placed by a store, sent to its supplier."""
