"""Which URL counts, throws away, gives away, corrects and tells what a store holds."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, Router, get, put
from litestar.params import FromPath, FromQuery

from backend.people.routes import Asked, Person
from backend.stock.by_place import arrange
from backend.stock.keeping import correct_stock, count_stock, throw_away
from backend.stock.pars.routes import PARS
from backend.stock.reading import read_history, read_stock
from backend.stock.schemas import (
    ArrivalIn,
    CorrectionIn,
    CountIn,
    DeedOut,
    GoodsTransferIn,
    Neighbour,
    PlacesIn,
    PlacesOut,
    StockHistory,
    StockSheet,
    TransferOut,
    WasteIn,
)
from backend.stock.transfers import (
    list_neighbours,
    list_transfers,
    read_transfer,
    receive_transfer,
    send_over,
)
from backend.wire import strictly

At = Annotated[datetime, msgspec.Meta(tz=True)] | None


@get("/stores/{store:uuid}/stock", operation_id="getStock")
async def get_stock(store: FromPath[UUID], person: Person) -> StockSheet:
    """Tell what a store holds, by place; also what a count walks through."""
    return await read_stock(store, person)


@get("/stores/{store:uuid}/stock/{product:uuid}", operation_id="getStockHistory")
async def get_history(
    store: FromPath[UUID], product: FromPath[UUID], person: Person, at: FromQuery[At] = None
) -> StockHistory:
    """Tell why a store holds what it holds of a product, or what it held at a moment."""
    return await read_history(store, product, person, at)


@put("/stores/{store:uuid}/stock/{product:uuid}/places", operation_id="arrangeProduct", body=PlacesIn)
async def put_places(
    store: FromPath[UUID], product: FromPath[UUID], person: Person, request: Asked
) -> PlacesOut:
    """Keep where a product lies."""
    return await arrange(store, product, person, (await strictly(request, PlacesIn)).document)


@put("/stores/{store:uuid}/counts/{id:uuid}", operation_id="countStock", body=CountIn)
async def put_count(
    store: FromPath[UUID], id: FromPath[UUID], person: Person, request: Asked
) -> Response[DeedOut]:
    """Keep a count."""
    return answer(await count_stock(id, store, person, await strictly(request, CountIn)))


@put("/stores/{store:uuid}/wastes/{id:uuid}", operation_id="throwAway", body=WasteIn)
async def put_waste(
    store: FromPath[UUID], id: FromPath[UUID], person: Person, request: Asked
) -> Response[DeedOut]:
    """Keep what was thrown away, and why."""
    return answer(await throw_away(id, store, person, await strictly(request, WasteIn)))


@put("/stores/{store:uuid}/corrections/{id:uuid}", operation_id="correctStock", body=CorrectionIn)
async def put_correction(
    store: FromPath[UUID], id: FromPath[UUID], person: Person, request: Asked
) -> Response[DeedOut]:
    """Correct the ledger, and say why."""
    return answer(await correct_stock(id, store, person, await strictly(request, CorrectionIn)))


@put("/transfers/{id:uuid}", operation_id="sendTransfer", body=GoodsTransferIn)
async def put_transfer(id: FromPath[UUID], person: Person, request: Asked) -> Response[TransferOut]:
    """Give goods to another store."""
    transfer, new = await send_over(id, person, await strictly(request, GoodsTransferIn))
    return Response(transfer, status_code=201 if new else 200)


@put("/transfers/{transfer:uuid}/arrivals/{id:uuid}", operation_id="receiveTransfer", body=ArrivalIn)
async def put_arrival(
    transfer: FromPath[UUID], id: FromPath[UUID], person: Person, request: Asked
) -> Response[TransferOut]:
    """Say what arrived of a transfer."""
    received, new = await receive_transfer(transfer, id, person, await strictly(request, ArrivalIn))
    return Response(received, status_code=201 if new else 200)


@get("/transfers/{id:uuid}", operation_id="getTransfer")
async def get_transfer(id: FromPath[UUID], person: Person) -> TransferOut:
    """Read a transfer with both sides of it."""
    return await read_transfer(id, person)


@get("/stores/{store:uuid}/transfers", operation_id="listTransfers")
async def get_transfers(store: FromPath[UUID], person: Person) -> list[TransferOut]:
    """List a store's transfers, those first that wait for a word about their arrival."""
    return await list_transfers(store, person)


@get("/stores/{store:uuid}/neighbours", operation_id="listNeighbours")
async def get_neighbours(store: FromPath[UUID], person: Person) -> list[Neighbour]:
    """List the stores that a store can give goods to."""
    return await list_neighbours(store, person)


def answer(kept: tuple[DeedOut, bool]) -> Response[DeedOut]:
    """Answer 201 for what is new and 200 for what came before."""
    deed, new = kept
    return Response(deed, status_code=201 if new else 200)


ROUTES = Router(
    "/",
    route_handlers=[
        get_stock,
        get_history,
        put_count,
        put_places,
        put_waste,
        put_correction,
        put_transfer,
        put_arrival,
        get_transfer,
        get_transfers,
        get_neighbours,
        *PARS,
    ],
)
