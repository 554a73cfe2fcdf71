"""What a visitor's complaints are in other languages than the program's."""

import ast
import re
from functools import cache
from pathlib import Path

from playground.ui.words.korean_complaints import COMPLAINTS, PARTS

ROOT = Path(__file__).parent.parent / "playground"
NAMED = re.compile(r"\{\w+\}")
LATIN = re.compile(r"[A-Za-z]{2,}")
PLURAL = "{s}"
"""A placeholder for the ending of an English plural."""
COMMAND_LINE = (
    *("augmentation.py", "classifier/train.py", "cli/asked.py", "figure.py", "needed_data.py", "probe.py"),
    *("race.py", "remedies/trial.py"),
)
NOTEBOOK = (
    *("distributions/images.py", "distributions/paint.py", "distributions/points.py"),
    *("distributions/sheets.py", "presets/base.py", "snapshot.py", "trainer.py"),
    *(f"laboratory/{name}.py" for name in ("base", "coupling", "critics", "matching")),
)
NO_PAGE_OF_OURS = (
    *("ui/calls.py", "ui/doors.py", "ui/distances_answers.py", "ui/distances_asked.py"),
    *("ui/distances_routes.py", "ui/latent_routes.py"),
    *("runs/exploring.py", "runs/inspecting.py", "runs/recipes.py"),
)
ENGLISH_ONLY = COMMAND_LINE + NOTEBOOK + NO_PAGE_OF_OURS
"""Where a complaint without a translation may stand, by who alone can meet it; the last is a program that
calls the server as its pages do not."""
NAMES = {"CSV", "PNG", "JPEG", "ZIP", "GAN"}
SENTENCES = {"SettingError", "CommandError", "Refused", "Full", "Busy", "UnknownRun"}


def template(node: ast.AST) -> str | None:
    """A text as the program writes it, with {} for what it fills in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


@cache
def written() -> tuple[set[str], dict[str, set[str]]]:
    """All texts of the program but its words, and by file those that are raised as a sentence."""
    texts, raised = set(), {}
    for path in ROOT.rglob("*.py"):
        if path.parent.name == "words":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            texts.add(template(node))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SENTENCES:
                raised.setdefault(path.relative_to(ROOT).as_posix(), set()).update(map(template, node.args))
    return texts - {None}, {name: found - {None} for name, found in raised.items()}


def english(key: str) -> str:
    return key.removeprefix("complaint.")


def translated() -> set[str]:
    return {NAMED.sub("{}", english(key)) for key in COMPLAINTS}


def test_every_complaint_of_a_visitor_has_words_in_korean():
    missing = {
        name: silent
        for name, raised in written()[1].items()
        if name not in ENGLISH_ONLY and (silent := raised - translated() - {"{}"})
    }
    assert not missing


def test_no_translation_is_of_a_complaint_that_is_gone():
    assert not translated() - written()[0]


def test_the_same_values_are_filled_in():
    for key, korean in COMPLAINTS.items():
        wanted = [name for name in NAMED.findall(english(key)) if name != PLURAL]
        assert len(set(wanted)) == len(wanted), key
        assert set(NAMED.findall(korean)) <= set(wanted), key
        # What is said twice in English, or in two words, may be said once.
        left_out = set(wanted) - set(NAMED.findall(korean))
        assert left_out <= {"{again}"}, key


def test_korean_complaints_are_korean():
    for key, korean in COMPLAINTS.items():
        names = set(LATIN.findall(english(key)))
        assert not set(LATIN.findall(NAMED.sub("", korean))) - names - NAMES, key
        if english(key) not in PARTS:
            assert korean.endswith((".", "}", ")")), key
