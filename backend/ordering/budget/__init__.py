"""What a store may spend on orders in a week or a month, and what it has spent."""
