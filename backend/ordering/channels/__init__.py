"""The ways in which a supplier can be told of an order."""
