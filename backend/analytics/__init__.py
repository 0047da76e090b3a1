"""Read-only questions that HQ asks."""
