"""A person's own e-mail address: asked for, proved by a mailed link, changed and taken away."""
