"""Times, what is said of them, and how steady the machine was meanwhile."""

import hashlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

LOOPS = 60
COLUMNS = ("measure", "result", "p50", "p99", "noise")


def noise() -> str:
    """How far equal work differs right now: the same loop 60 times, its 90th percentile over its fastest."""
    block, times = b"\0" * 1_000_000, []
    for _ in range(LOOPS):
        begin = time.perf_counter()
        hashlib.sha256(block).digest()
        times.append(time.perf_counter() - begin)
    return f"+{(percentile(times, 90) / min(times) - 1) * 100:.0f} %"


def percentile(times: Sequence[float], share: int) -> float:
    """The time that so many percent of all stay under."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


def cpu_seconds(process: int) -> float:
    """How long a process has computed so far; the machine's noise is not in it. Linux only, else 0."""
    status = Path(f"/proc/{process}/stat")
    if not status.exists():
        return 0.0
    fields = status.read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class Run:
    """A number of equal things done, each with its time, and the whole."""

    times: list[float]
    seconds: float

    @property
    def rate(self) -> float:
        """How many a second."""
        return len(self.times) / self.seconds


@dataclass
class Table:
    """What is printed at the end."""

    lines: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, measure: str, result: str, p50: str = "", p99: str = "", noise: str = "") -> None:
        """Add one line, and say it at once to whoever waits."""
        self.lines.append((measure, result, p50, p99, noise))
        print(f"  {measure}: {result}", flush=True)

    def add_run(self, measure: str, run: Run, unit: str, noise: str) -> None:
        """Add one line with its percentiles."""
        p50, p99 = (f"{percentile(run.times, share) * 1000:.1f} ms" for share in (50, 99))
        self.add(measure, f"{run.rate:.1f} {unit}", p50, p99, noise)

    def __str__(self) -> str:
        widths = [max(map(len, column)) for column in zip(COLUMNS, *self.lines, strict=True)]
        rows = [COLUMNS, tuple("-" * width for width in widths), *self.lines]
        return "\n".join(
            f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
            for row in rows
        )
