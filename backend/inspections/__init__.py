"""Inspections: one visit of a store by one checklist version, its score and its receipt."""
