"""Which URL sets a bot up, tries a way out and reads what became of notifications."""

from uuid import UUID

from litestar import Router, delete, get, put
from litestar.params import FromPath, FromQuery

from backend.notifications.bots import list_bots, pause_bot, remove_bot, set_bot
from backend.notifications.delivery_log import list_log, log_of_mine
from backend.notifications.schemas import (
    BotCard,
    BotIn,
    BotTrial,
    LoggedNotification,
    LogPage,
    LogShow,
    PauseIn,
    TrialIn,
)
from backend.notifications.try_out import try_bot, try_my_ways
from backend.people.routes import Asked, Person
from backend.wire import strictly


@get("/bots", operation_id="listBots")
async def get_bots(person: Person) -> list[BotCard]:
    """List the bots of chat groups with their newest results."""
    return await list_bots(person)


@put("/bots/{bot:uuid}", operation_id="putBot", body=BotIn)
async def put_bot(bot: FromPath[UUID], person: Person, request: Asked) -> BotCard:
    """Set a bot up."""
    return await set_bot(bot, person, (await strictly(request, BotIn)).document)


@delete("/bots/{bot:uuid}", operation_id="removeBot", status_code=204)
async def delete_bot(bot: FromPath[UUID], person: Person) -> None:
    """Take a bot away and forget its address."""
    await remove_bot(bot, person)


@put("/bots/{bot:uuid}/pause", operation_id="pauseBot", body=PauseIn)
async def put_pause(bot: FromPath[UUID], person: Person, request: Asked) -> BotCard:
    """Let a bot keep silent, or speak again."""
    return await pause_bot(bot, person, (await strictly(request, PauseIn)).document.paused)


@put("/bots/{bot:uuid}/trials/{trial:uuid}", operation_id="tryBot", body=TrialIn)
async def put_bot_trial(bot: FromPath[UUID], trial: FromPath[UUID], person: Person) -> BotTrial:
    """Write a test into a bot's group."""
    return await try_bot(bot, trial, person)


@put("/notification-trials/{trial:uuid}", operation_id="tryMyWays", body=TrialIn)
async def put_trial(trial: FromPath[UUID], person: Person) -> LoggedNotification:
    """Send me a test by every way of mine, and tell what came of each."""
    return await try_my_ways(trial, person)


@get("/notifications/{notification:uuid}/deliveries", operation_id="getMyDeliveries")
async def get_deliveries(notification: FromPath[UUID], person: Person) -> LoggedNotification:
    """Tell what became of one of my notifications."""
    return await log_of_mine(notification, person)


@get("/notification-log", operation_id="listNotificationLog")
async def get_log(
    person: Person, before: FromQuery[UUID | None] = None, show: FromQuery[LogShow] = "all"
) -> LogPage:
    """List what was told to anybody and what became of it, newest first."""
    return await list_log(person, before, show)


ROUTES = Router(
    "/",
    route_handlers=[
        get_bots,
        put_bot,
        delete_bot,
        put_pause,
        put_bot_trial,
        put_trial,
        get_deliveries,
        get_log,
    ],
)
