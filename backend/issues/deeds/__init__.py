"""What people do about an issue besides fixing and verifying it, one file per deed."""
