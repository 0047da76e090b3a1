"""Which role is held where; pure."""

from collections.abc import Iterator, Sequence

from backend.people.desk.schemas import PostIn
from backend.people.schemas import Role
from backend.problems import FieldProblem


def post_problems(posts: Sequence[PostIn], held: Sequence[PostIn] = ()) -> Iterator[FieldProblem]:
    """Find posts in a place that their role is not held in, and the same one twice; what is held may stay."""
    for index, post in enumerate(posts):
        path = f"person.posts[{index}]"
        if post in posts[:index]:
            yield FieldProblem(path, "This post is there twice.", "twice")
        elif post not in held and (problem := misplaced(post)):
            message, code = problem
            yield FieldProblem(path, message, code)


def misplaced(post: PostIn) -> tuple[str, str] | None:
    """Say what is wrong with the place of a post, and its code."""
    if post.region and post.store:
        return "Choose a region or a store, not both.", "one_place"
    match post.role:
        case Role.staff | Role.store_manager:
            return None if post.store else ("This role is held at a store: choose one.", "needs_store")
        case Role.hq | Role.admin:
            anywhere = post.region or post.store
            return ("This role is held in the whole company.", "needs_company") if anywhere else None
        case Role.supervisor | Role.maintenance:
            return None
