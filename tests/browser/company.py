"""Fill an empty database with the cast's company; run as a program, so that the tests' own engine stays untouched.

    python -m tests.browser.company postgresql://...
"""

import asyncio
import sys

from backend.database import connect, disconnect
from backend.upgrade import upgrade
from tests.cast import people_the_company


async def found(url: str) -> None:
    """Bring the newest tables and let the cast move in."""
    await connect(url, pool_size=2)
    try:
        await upgrade()
        await people_the_company()
    finally:
        await disconnect()


if __name__ == "__main__":
    asyncio.run(found(sys.argv[1]))
