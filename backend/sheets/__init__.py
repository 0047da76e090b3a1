"""Spreadsheets in and out: hostile workbooks and any encoding in, what a spreadsheet opens safely out."""
