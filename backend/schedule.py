"""What happens by the clock."""


async def tick() -> None:
    """Do what the clock asks for now."""
