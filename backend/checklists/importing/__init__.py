"""Checklists out of files: our own Excel layout, XLSForm and JSON; everything that is wrong is named."""
