"""People without a sign-in: the technician with a mailed link, and whoever scans a printed code."""
