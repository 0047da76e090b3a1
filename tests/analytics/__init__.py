"""What HQ asks."""
