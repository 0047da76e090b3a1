"""Pictures of a shop, drawn so that the repository needs no photographs."""
