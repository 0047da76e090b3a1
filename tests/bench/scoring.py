"""How long a checklist of 200 questions takes to be scored, on the server and in Chromium."""

import asyncio
import json
import time
from pathlib import Path

import msgspec
from playwright.async_api import async_playwright

from backend.checklists.document import Answer, ChecklistDocument
from backend.inspections.scoring import score_answers
from tests.bench.measures import Table, noise, percentile
from tests.bench.stage import Stage
from tests.browser.phone import CHROMIUM, FLAGS
from tests.inspections.test_both_engines import node

PWA = Path(__file__).parents[2] / "pwa"
QUESTIONS, TIMES, TARGET_MS = 200, 200, 5
WORDS = {"zh": "字", "en": "words"}
BUNDLE = """
import { build } from 'vite'
const entry = new URL('./src/answering/scoring.ts', `file://${process.cwd()}/`).pathname
const options = { configFile: false, logLevel: 'error', resolve: { alias: { '@': `${process.cwd()}/src` } } }
const lib = { entry, name: 'engine', formats: ['iife'] }
const [built] = await build({ ...options, build: { write: false, minify: true, lib } })
process.stdout.write(built.output[0].code)
"""
RUN = """([checklist, answers, times]) => Array.from({ length: times }, () => {
  const begin = performance.now()
  engine.scoreAnswers(checklist, answers, true)
  return performance.now() - begin
})"""


async def measure_scoring(stage: Stage, table: Table) -> None:
    """Score the same walk again and again with either engine."""
    checklist, answers = long_walk()
    document, given = msgspec.convert(checklist, ChecklistDocument), msgspec.convert(answers, list[Answer])
    steadiness = noise()
    on_server = [time_once(document, given) for _ in range(TIMES)]
    report(table, "server", on_server, steadiness)
    report(table, "Chromium", await in_browser(checklist, answers), noise())


def report(table: Table, where: str, times: list[float], steadiness: str) -> None:
    """Add one line; the fastest stands against the target, for a busy machine only makes it slower."""
    p50, p99 = percentile(times, 50), percentile(times, 99)
    measure = f"scoring {QUESTIONS} questions, {where}"
    table.add(
        measure,
        f"fastest {min(times):.2f} ms of at most {TARGET_MS}",
        f"{p50:.2f} ms",
        f"{p99:.2f} ms",
        steadiness,
    )


def time_once(document: ChecklistDocument, answers: list[Answer]) -> float:
    """Score once, in milliseconds."""
    begin = time.perf_counter()
    score_answers(document, answers, submitted=True)
    return (time.perf_counter() - begin) * 1000


async def in_browser(checklist: object, answers: object) -> list[float]:
    """Score in Chromium with the phone's engine, built as it is for the phone."""
    process = await asyncio.create_subprocess_exec(
        node(), "--input-type=module", "-e", BUNDLE, cwd=PWA, stdout=asyncio.subprocess.PIPE
    )
    code, _ = await process.communicate()
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            page = await browser.new_page()
            await page.add_script_tag(content=code.decode())
            return list(await page.evaluate(RUN, [checklist, answers, TIMES]))
        finally:
            await browser.close()


def long_walk() -> tuple[dict[str, object], list[dict[str, object]]]:
    """Ten sections of twenty questions, a third of them under a condition, weighed and with red lines."""
    sections, answers = [], []
    for row in range(10):
        questions = []
        for line in range(QUESTIONS // 10):
            id = f"q{row}-{line}"
            question = {"kind": "yes_no", "id": id, "text": WORDS, "weight": 1 + line % 4}
            if line % 3 == 1:
                question["shownIf"] = {"when": "answered", "question": f"q{row}-{line - 1}"}
            if line % 7 == 0:
                question |= {"redLine": "cap", "capHundredths": 9000}
            questions.append(question)
            answers.append({"question": id, "option": "no" if line % 9 == 0 else "yes"})
        sections.append({"id": f"s{row}", "title": WORDS, "weight": 1 + row, "questions": questions})
    return {"name": WORDS, "mode": "weighted_sections", "sections": sections}, json.loads(json.dumps(answers))
