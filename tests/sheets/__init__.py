"""Hostile and ordinary spreadsheets."""
