"""Who is answered what about the products of Riverside."""

from tests.riverside import RIVERSIDE_ONLY, STORE, Lines, reads

LINES: Lines = {
    "listProducts": (RIVERSIDE_ONLY, reads(f"{STORE}/products")),
}
