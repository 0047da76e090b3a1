"""A tablet that the people of a store share: each takes it over by a PIN."""
