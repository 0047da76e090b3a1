"""The attention budget: what a store's people have to do in this shift, and what more of it would cost."""
