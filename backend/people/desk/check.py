"""Say what a person cannot be, field by field."""

from collections.abc import Iterator
from uuid import UUID

from backend.database import fetch
from backend.people.contact import is_address, is_phone, normal_phone
from backend.people.desk.role_places import post_problems
from backend.people.desk.schemas import PersonDocument, PersonIn
from backend.people.passwords import SHORTEST_PASSWORD
from backend.people.schemas import Role
from backend.problems import FieldProblem, Unacceptable


async def check_person(id: UUID, sent: PersonIn, held: PersonDocument | None, by: UUID | None) -> None:
    """Raise `Unacceptable` naming every field that breaks a rule; what was so before is not judged again."""
    wrong = [
        *word_problems(sent.person, held),
        *post_problems(sent.person.posts, held.posts if held else ()),
        *first_problems(sent, held),
        *await unknown_places(sent.person, held),
        *await names_taken(id, sent.person),
        *await lock_out(id, sent, held, by),
    ]
    if wrong:
        raise Unacceptable(fields=wrong)


def word_problems(wanted: PersonDocument, held: PersonDocument | None) -> Iterator[FieldProblem]:
    """Find names that are missing, and addresses that nobody can be reached at."""
    if not wanted.name:
        yield FieldProblem("person.name", "Give a name.", "required")
    if not wanted.login:
        yield FieldProblem("person.login", "Give a login name.", "required")
    elif (held is None or wanted.login != held.login) and not is_login(wanted.login):
        yield FieldProblem("person.login", "A login name has no spaces.", "login_shape")
    if wanted.phone and (held is None or wanted.phone != held.phone) and not is_phone(wanted.phone):
        yield FieldProblem("person.phone", "A phone number has 7 to 15 digits.", "phone_shape")
    if wanted.email and (held is None or wanted.email != held.email) and not is_address(wanted.email):
        yield FieldProblem("person.email", "This is not an e-mail address.", "not_an_address")


def is_login(text: str) -> bool:
    """Tell whether a text can be typed as a name to sign in with."""
    return text.isprintable() and not any(mark.isspace() for mark in text)


def first_problems(sent: PersonIn, held: PersonDocument | None) -> Iterator[FieldProblem]:
    """Find what somebody new needs: a post, and a password; whoever is there has an address for new ones."""
    if held is not None:
        if sent.password is not None:
            yield FieldProblem("password", "A new password has an address of its own.", "only_first")
        return
    if not sent.person.posts:
        yield FieldProblem("person.posts", "Give at least one post.", "post_missing")
    yield from password_problems(sent.password)


def password_problems(password: str | None) -> Iterator[FieldProblem]:
    """Find a password that is too short."""
    if password is None or len(password) < SHORTEST_PASSWORD:
        yield FieldProblem(
            "password", f"Choose at least {SHORTEST_PASSWORD} characters.", "password_too_short"
        )


async def unknown_places(wanted: PersonDocument, held: PersonDocument | None) -> list[FieldProblem]:
    """Find new posts at places that do not exist, or are closed."""
    rows = await fetch("SELECT id FROM region UNION ALL SELECT id FROM store WHERE NOT closed")
    known = {row["id"] for row in rows} | {None}
    return [
        FieldProblem(f"person.posts[{index}]", "There is no such place.", "no_such_place")
        for index, post in enumerate(wanted.posts)
        if not (held and post in held.posts) and not {post.region, post.store} <= known
    ]


async def names_taken(id: UUID, wanted: PersonDocument) -> list[FieldProblem]:
    """Find names that would sign somebody else in: a login is no one's phone number, nor the reverse."""
    logins, phones = {wanted.login, normal_phone(wanted.login)}, {wanted.phone} if wanted.phone else set()
    rows = await fetch(
        "SELECT login, phone FROM person WHERE id <> $1 AND (login = ANY($2) OR phone = ANY($2))",
        id,
        [*logins, *phones],
    )
    theirs = {name for row in rows for name in row.values()}
    return [
        FieldProblem(f"person.{field}", "Somebody else signs in with this.", "sign_in_taken")
        for field, own in (("login", logins), ("phone", phones))
        if own & theirs
    ]


async def lock_out(
    id: UUID, sent: PersonIn, held: PersonDocument | None, by: UUID | None
) -> list[FieldProblem]:
    """Find the end of the last admin, and an admin's own end that is not said to be meant."""
    if held is None or not is_admin(held) or is_admin(sent.person):
        return []
    path = "person.posts" if sent.person.active else "person.active"
    others = await fetch(
        "SELECT FROM post JOIN person ON person.id = post.person WHERE role = 'admin' AND active AND"
        " post.region IS NULL AND post.store IS NULL AND person.id <> $1 LIMIT 1",
        id,
    )
    if not others:
        return [FieldProblem(path, "Nobody else is an admin: make somebody one first.", "last_admin")]
    if id == by and not sent.lock_myself_out:
        return [FieldProblem(path, "You would lock yourself out.", "locks_you_out")]
    return []


def is_admin(person: PersonDocument) -> bool:
    """Tell whether somebody can settle the posts of people."""
    company = [post.role for post in person.posts if post.region is None and post.store is None]
    return person.active and Role.admin in company
