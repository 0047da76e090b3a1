"""What the devices of people say to hold that has not arrived yet."""
