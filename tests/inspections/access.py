"""Who is answered what about walking Riverside."""

from tests.inspections.walk import amended, inspection
from tests.riverside import ALL_SIGNED_IN, RIVERSIDE_ONLY, STORE, Lines, puts, reads

LINES: Lines = {
    "getToday": (ALL_SIGNED_IN, reads("/api/today")),
    "listOffline": (ALL_SIGNED_IN, reads("/api/offline")),
    "listInspections": (ALL_SIGNED_IN, reads("/api/inspections")),
    "getReceiptKey": (ALL_SIGNED_IN, reads("/api/receipt-key")),
    "getVisit": (RIVERSIDE_ONLY, reads(f"{STORE}/visit")),
    "getInspection": (RIVERSIDE_ONLY, reads("{inspection}")),
    "getReceipt": (RIVERSIDE_ONLY, reads("{inspection}/receipt")),
    "getEvidence": ("401 200 403 403 404 200 200 404", reads("{inspection}/evidence")),
    "listLowEvidence": ("401 403 403 403 403 200 200 403", reads("/api/low-evidence")),
    "amendInspection": (
        "401 201 403 403 404 409 403 404",
        puts("{inspection}/amendments/{fresh}", lambda there: amended(there.version)),
    ),
    "submitInspection": (
        "401 201 201 201 404 201 403 404",
        puts("/api/inspections/{fresh}", lambda there: inspection(there.version)),
    ),
}
