"""Several people on one order sheet: each line as it was last set, whoever set it on which phone."""
