"""The catalogue: products, packs, suppliers and their delivery days."""
