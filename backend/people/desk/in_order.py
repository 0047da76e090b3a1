"""Write a person in one way, so that the same content is the same document; pure."""

from msgspec.structs import replace

from backend.people.contact import normal_phone
from backend.people.desk.schemas import PersonDocument


def as_typed(person: PersonDocument) -> PersonDocument:
    """Return names and addresses as they are kept, with the posts in the order in which they were sent."""
    return replace(
        person,
        login=person.login.strip().lower(),
        name=person.name.strip(),
        phone=normal_phone(person.phone or "") or None,
        email=(person.email or "").strip() or None,
    )


def in_order(person: PersonDocument) -> PersonDocument:
    """Return a person with the posts in one order, so that the same posts are the same document."""
    posts = sorted(person.posts, key=lambda post: (post.role, str(post.region or ""), str(post.store or "")))
    return replace(person, posts=tuple(posts))
