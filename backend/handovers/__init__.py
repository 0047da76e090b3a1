"""Work that came in a file instead of by its own phone: HQ hands it in, in the name of whoever did it."""
