"""Checklists: what HQ asks, published as versions that never change."""
