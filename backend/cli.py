"""The command `storewalk`."""

import argparse
import asyncio
import logging
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import msgspec

from backend.config import settings


def main() -> None:
    """Run one command; each explains itself with --help."""
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it writes whole addresses, and those are secrets
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for noisy in ("httpx", "botocore", "urllib3"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    options = read_options()
    options.run(options)


def read_options() -> argparse.Namespace:
    """Describe the commands and read the line."""
    parser = argparse.ArgumentParser(
        prog="storewalk", description="The back-of-house app of chains of stores."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    serve = commands.add_parser("serve", help="serve the app, with the worker inside")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--with-demo", action="store_true", help="load the demo company first")
    serve.add_argument("--no-worker", action="store_true", help="leave the jobs to `storewalk worker`")
    serve.set_defaults(run=run_serve)
    for name, run, explained in [
        ("worker", run_worker_only, "do the jobs, without a web server"),
        ("migrate", run_migrate, "bring the database to the newest migration"),
        ("demo", run_demo, "load the demo company, or top it up"),
    ]:
        commands.add_parser(name, help=explained).set_defaults(run=run)
    openapi = commands.add_parser("openapi", help="write the OpenAPI document")
    openapi.add_argument("file", type=Path)
    openapi.set_defaults(run=run_openapi)
    receipt = commands.add_parser("receipt", help="receipts").add_subparsers(required=True, metavar="deed")
    verify = receipt.add_parser("verify", help="verify a receipt that was taken away as a file, offline")
    verify.add_argument("file", type=Path)
    verify.add_argument("--key", help="the server's public key (base64url); else the one in the file is used")
    verify.set_defaults(run=run_receipt_verify)
    person = commands.add_parser("person", help="people").add_subparsers(required=True, metavar="deed")
    describe_adding(
        person.add_parser("add", help="add a person; the password is asked for, or read from stdin")
    )
    return parser.parse_args(with_key_attached(sys.argv[1:]))


def describe_adding(add: argparse.ArgumentParser) -> None:
    """Describe how a person is added."""
    for field in ("login", "name", "role"):
        add.add_argument(f"--{field}", required=True)
    for field in ("phone", "email"):
        add.add_argument(f"--{field}")
    add.add_argument("--store", help="code of the store the post is held at")
    add.add_argument("--region", help="code of the region the post is held in")
    add.add_argument("--locale", default="zh", choices=["zh", "en"])
    add.set_defaults(run=run_person_add)


def with_key_attached(words: list[str]) -> list[str]:
    """Write `--key K` as `--key=K`, since a key in base64url may begin with a dash like an option."""
    if "--key" not in words[:-1]:
        return words
    at = words.index("--key")
    return [*words[:at], f"--key={words[at + 1]}", *words[at + 2 :]]


def run_serve(options: argparse.Namespace) -> None:
    """Serve until Ctrl-C, then stop everything, PostgreSQL too."""
    from backend.serve import serve

    serve(options.host, options.port, worker=not options.no_worker, demo=options.with_demo)


def run_worker_only(_: argparse.Namespace) -> None:
    """Work until stopped."""
    from backend.house import run_worker

    async def wait_forever() -> None:
        async with run_worker():
            await asyncio.Event().wait()

    run_in_house(wait_forever())


def run_migrate(_: argparse.Namespace) -> None:
    """Upgrade, which opening the database does."""

    async def nothing_more() -> None:
        print("The database is up to date.")

    run_in_house(nothing_more())


def run_demo(_: argparse.Namespace) -> None:
    """Load the demo company and say whom to sign in as."""
    from backend.demo.load import DemoRefused, load_demo

    async def load_and_greet() -> None:
        print(*await load_demo(), sep="\n")

    try:
        run_in_house(load_and_greet())
    except DemoRefused as refused:
        sys.exit(str(refused))


def run_openapi(options: argparse.Namespace) -> None:
    """Write the document with a stable layout, for comparing."""
    from backend.app import create_app, openapi_document

    document = openapi_document(create_app(worker=False, database=False).api)
    options.file.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n")


def run_receipt_verify(options: argparse.Namespace) -> None:
    """Exit 0 when the signature is right, 1 when it is forged, 2 when the file is no receipt."""
    from backend.inspections.receipt_file import verify_file

    code, words = verify_file(options.file, options.key)
    print(*words, sep="\n")
    sys.exit(code)


def run_person_add(options: argparse.Namespace) -> None:
    """Add a person; the password never stands on the command line."""
    import getpass

    from backend.people.add import add_person
    from backend.problems import Unacceptable

    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    adding = add_person(
        options.login, options.name, password, role=options.role, phone=options.phone, email=options.email,
        store=options.store, region=options.region, locale=options.locale,
    )  # fmt: skip
    try:
        run_in_house(adding)
    except Unacceptable as refused:
        sys.exit("\n".join(f"{field.path}: {field.message}" for field in refused.fields))


def run_in_house(deed: Coroutine[Any, Any, Any]) -> None:
    """Run one deed with the database open."""
    from backend.house import open_database

    async def inside() -> None:
        async with open_database():
            await deed

    try:
        asyncio.run(inside())
    except KeyboardInterrupt:
        print("Stopped.")


if __name__ == "__main__":
    settings()
    main()
