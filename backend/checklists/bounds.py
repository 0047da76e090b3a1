"""How large the numbers and names of a checklist may be."""

from typing import Annotated

import msgspec

# Together these bounds keep the points of a whole inspection below 2^53, the last a phone counts exactly.
Key = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_.-]{1,64}$(?!\n)")]
Weight = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
Points = Annotated[int, msgspec.Meta(ge=-10_000, le=10_000)]
Deduction = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
Base = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
Instance = Annotated[int, msgspec.Meta(ge=0, le=99)]
Instances = Annotated[int, msgspec.Meta(ge=0, le=100)]
PhotoCount = Annotated[int, msgspec.Meta(ge=1, le=9)]
Hours = Annotated[int, msgspec.Meta(ge=1, le=8760)]
Hundredths = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
Unit = Annotated[str, msgspec.Meta(max_length=16)]
Slid = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
Step = Annotated[int, msgspec.Meta(ge=1, le=10_000)]
AttributeName = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
AttributeNumber = Annotated[int, msgspec.Meta(ge=-1_000_000_000, le=1_000_000_000)]
AttributeWord = Annotated[str, msgspec.Meta(max_length=200)]
# A day, a time of day or both, by the clock of the store.
When = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^(?:[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
        r"(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9])?|(?:[01][0-9]|2[0-3]):[0-5][0-9])$(?!\n)",
    ),
]
# A checklist is answered standing up; above this nobody does, and the bench promises its milliseconds below.
MOST_QUESTIONS = 500
