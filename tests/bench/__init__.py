"""How fast it is here: printed with the machine's noise, never asserted."""
