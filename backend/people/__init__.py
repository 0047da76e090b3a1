"""Who signs in, with which post, and what that reaches."""
