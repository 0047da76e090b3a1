"""What crosses the wire about stores."""

from uuid import UUID

from backend.wire import Bilingual, Document


class StoreCard(Document):
    """A store as lists show it."""

    id: UUID
    code: str
    name: Bilingual
    region: UUID
    region_name: Bilingual
    time_zone: str
    latitude_e7: int | None
    longitude_e7: int | None
    attributes: dict[str, bool | int | str]
