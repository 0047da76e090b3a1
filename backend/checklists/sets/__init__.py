"""Response sets: options that many questions share."""
