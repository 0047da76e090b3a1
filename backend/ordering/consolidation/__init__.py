"""All stores' orders at one supplier for one delivery day, and who has not ordered."""
