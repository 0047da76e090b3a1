"""Regions, stores and people of the demo company."""

from uuid import UUID

from backend.demo.names import demo_id
from backend.demo.story import PersonLine, StoreLine, company
from backend.people.contact import normal_phone
from backend.people.passwords import hash_password
from backend.people.person import HeldPost, SignedIn
from backend.people.schemas import Role
from backend.people.tables import Person, Post
from backend.stores.tables import Region, Store


async def settle_company() -> None:
    """Write whatever of regions, stores and people is not there yet."""
    regions = [
        Region(
            id=region_id(line.key),
            code=line.key,
            name=both(line.name.zh, line.name.en),
            parent=region_id(line.parent) if line.parent else None,
        )
        for line in company().regions
    ]
    await Region.insert(*regions).on_conflict(action="DO NOTHING")
    await Store.insert(*[store_row(line) for line in company().stores]).on_conflict(action="DO NOTHING")
    # Hashing is slow on purpose; everybody has the same password here, so one hash will do.
    hashed = await hash_password(company().password)
    people = [person_row(line, hashed) for line in company().people]
    await Person.insert(*people).on_conflict(action="DO NOTHING")
    posts = [
        Post(
            id=demo_id(f"post {line.login} {number}"),
            person=person_id(line.login),
            role=held.role,
            region=held.region,
            store=held.store,
        )
        for line in company().people
        for number, held in enumerate(posts_of(line))
    ]
    await Post.insert(*posts).on_conflict(action="DO NOTHING")


def store_row(line: StoreLine) -> Store:
    """A store as the database keeps it."""
    return Store(
        id=store_id(line.code),
        code=line.code,
        name=both(line.name.zh, line.name.en),
        region=region_id(line.region),
        latitude_e7=line.lat_e7,
        longitude_e7=line.lon_e7,
        time_zone=line.time_zone,
        attributes=line.attributes,
    )


def person_row(line: PersonLine, password_hash: str) -> Person:
    """A person as the database keeps them."""
    return Person(
        id=person_id(line.login),
        login=line.login,
        phone=normal_phone(line.phone),
        name=line.shown,
        locale=line.locale,
        password_hash=password_hash,
    )


def signed_in(login: str) -> SignedIn:
    """The person as a verb wants whoever acts."""
    line = person_named(login)
    return SignedIn(
        id=person_id(login), login=login, name=line.shown, locale=line.locale, posts=tuple(posts_of(line))
    )


def posts_of(line: PersonLine) -> list[HeldPost]:
    """The posts with the ids of their places."""
    return [
        HeldPost(
            role=Role(post.role),
            region=region_id(post.region) if post.region else None,
            store=store_id(post.store) if post.store else None,
        )
        for post in line.posts
    ]


def person_named(login: str) -> PersonLine:
    """The line of a person."""
    return next(line for line in company().people if line.login == login)


def person_at(store: str, role: Role) -> str:
    """The login of whoever holds this role in this very store."""
    return next(
        line.login
        for line in company().people
        if any(post.store == store and post.role == role for post in line.posts)
    )


def store_coded(code: str) -> StoreLine:
    """The line of a store."""
    return next(line for line in company().stores if line.code == code)


def region_id(key: str) -> UUID:
    """The id of a region of the demo."""
    return demo_id(f"region {key}")


def store_id(code: str) -> UUID:
    """The id of a store of the demo."""
    return demo_id(f"store {code}")


def person_id(login: str) -> UUID:
    """The id of a person of the demo."""
    return demo_id(f"person {login}")


def both(zh: str, en: str) -> dict[str, str]:
    """The same words in both languages, as the database keeps them."""
    return {"zh": zh, "en": en}
