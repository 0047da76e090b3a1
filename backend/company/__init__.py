"""What HQ settles for the whole company: when stores work, and on which days they do not."""
