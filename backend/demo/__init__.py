"""The demo company: regions, stores, people and a month of life."""
