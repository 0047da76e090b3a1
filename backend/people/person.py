"""The signed-in person as every verb gets it."""

from uuid import UUID

import msgspec

from backend.people.schemas import Role


class HeldPost(msgspec.Struct, frozen=True):
    """A role with its place: a store, a region, or (neither) the company."""

    role: Role
    region: UUID | None = None
    store: UUID | None = None


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """Who is acting, with which posts, on which device."""

    id: UUID
    login: str
    name: str
    locale: str
    posts: tuple[HeldPost, ...]
    session: UUID | None = None

    @property
    def roles(self) -> set[Role]:
        """The roles held anywhere."""
        return {post.role for post in self.posts}

    def has(self, *roles: Role) -> bool:
        """Tell whether one of the roles is held anywhere."""
        return not self.roles.isdisjoint(roles)
