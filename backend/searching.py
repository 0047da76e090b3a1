"""What people type to find something; pure."""


def pattern(words: str) -> str:
    """Word a search for LIKE so that no character of it is a wildcard."""
    for mark in "\\%_":
        words = words.replace(mark, f"\\{mark}")
    return f"%{words}%"
