"""The ways out of the house beside push, each a file like the next."""
