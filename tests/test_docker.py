"""A lint of docker/, by reading alone: no engine is asked for, and none has built the image here."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend.config import Settings

ROOT = Path(__file__).parents[1]
DOCKER = ROOT / "docker"
PINNED = re.compile(r"^[a-z0-9./-]+:\d+\.\d+[\w.-]*$")
Instruction = tuple[str, str]


def instructions() -> list[Instruction]:
    text = re.sub(r"\\\n\s*", "", (DOCKER / "Dockerfile").read_text())
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(word.upper(), rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def stages() -> list[list[Instruction]]:
    found: list[list[Instruction]] = []
    for word, rest in instructions():
        if word == "FROM":
            found.append([])
        found[-1].append((word, rest))
    return found


def last(word: str) -> str | None:
    return next((rest for w, rest in reversed(stages()[-1]) if w == word), None)


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((DOCKER / "compose.yaml").read_text())
    return document


def test_only_known_instructions_are_used() -> None:
    known = ["FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "CMD"]
    assert not [word for word, _ in instructions() if word not in known]


def test_base_images_are_pinned() -> None:
    images = [rest.split()[0] for word, rest in instructions() if word == "FROM"]
    assert len(images) > 1
    assert not [image for image in images if not PINNED.match(image)]


def test_the_image_does_not_run_as_root() -> None:
    assert last("USER") not in (None, "root", "0")


def test_the_image_tells_whether_it_is_well() -> None:
    check = last("HEALTHCHECK") or ""
    assert "/api/health" in check
    json.loads(check.partition("CMD ")[2])


def test_the_image_starts_without_a_shell_in_between() -> None:
    assert json.loads(last("CMD") or "")[:2] == ["storewalk", "serve"]


def test_what_is_copied_is_there() -> None:
    named = [stage[0][1].split()[-1] for stage in stages()]
    for word, rest in instructions():
        if word != "COPY":
            continue
        *sources, _ = shlex.split(rest)
        if sources[0].startswith("--from="):
            assert sources[0].removeprefix("--from=") in named
        else:
            assert not [source for source in sources if not (ROOT / source).exists()]


def test_packages_are_installed_as_pinned() -> None:
    installs = [rest for word, rest in instructions() if word == "RUN" and "pip install" in rest]
    assert installs
    assert not [line for line in installs if "--constraint constraints.txt" not in line]
    assert not [line for line in installs if "--no-cache-dir" not in line]
    assert not [
        rest for word, rest in instructions() if word == "RUN" and re.search(r"npm\b.* install", rest)
    ]


def test_services_come_from_pinned_or_own_images(compose: dict[str, Any]) -> None:
    images = [service["image"] for service in compose["services"].values()]
    assert not [image for image in images if image != "storewalk" and not PINNED.match(image)]


def test_the_app_is_given_only_settings_that_it_reads(compose: dict[str, Any]) -> None:
    for name in ("app", "worker"):
        assert {key.lower() for key in compose["services"][name]["environment"]} <= set(Settings.model_fields)


def test_no_password_is_written_down(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for key, value in service.get("environment", {}).items():
            assert not re.search(r"PASSWORD|SECRET", key) or value.startswith("${"), key
    assert not re.search(r"://\w+:[^$<@]+@", (DOCKER / "compose.yaml").read_text())


def test_everything_referred_to_is_declared(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service.get("depends_on", {})) <= set(compose["services"])
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert (DOCKER / source).exists() if source.startswith(".") else source in compose["volumes"]


def test_the_proxy_leads_to_the_app(compose: dict[str, Any]) -> None:
    text = (DOCKER / "Caddyfile").read_text()
    assert text.count("{") == text.count("}")
    target = re.search(r"reverse_proxy (\w+):(\d+)", text)
    assert target is not None
    assert target[1] in compose["services"]
    assert target[2] == last("EXPOSE")
