"""Which limits of the company an order passed when it was held, by how much, and how that is said."""
