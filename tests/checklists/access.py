"""Who is answered what about checklists."""

from tests.riverside import ALL_SIGNED_IN, Lines, reads

LINES: Lines = {
    "listChecklists": (ALL_SIGNED_IN, reads("/api/checklists")),
    "getChecklistVersion": (ALL_SIGNED_IN, reads("/api/checklist-versions/{version}")),
}
