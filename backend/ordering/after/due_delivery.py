"""A delivery whose changed lines can be looked into."""

from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

RECENT_COUNT = timedelta(days=3)


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery whose goods had to last until a day that is past."""

    order: UUID
    store: UUID
    supplier: UUID
    received_at: datetime
    covers_until: date
    time_zone: str
    receipt: UUID
