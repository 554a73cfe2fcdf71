"""The repository itself: README, pins, style."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from playground.docs import claims, remedies, tables

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line)


@pytest.mark.parametrize(
    ("mark", "made"), [("catalogue", tables), ("claims", claims), ("remedies", remedies)]
)
def test_the_readme_holds_what_is_generated(mark, made):
    held = README.partition(f"<!-- {mark} -->")[2].partition(f"<!-- /{mark} -->")[0]
    assert held.strip() == made()


def test_the_space_runs_the_gradio_that_is_pinned():
    (version,) = re.findall(r"^sdk_version: (.+)$", README, re.MULTILINE)
    assert version == pins("requirements.txt")["gradio"]


def test_front_matter_is_what_spaces_accept():
    front = README.split("---")[1]
    (description,) = re.findall(r"^short_description: (.+)$", front, re.MULTILINE)
    assert len(description) <= 60
    assert "app_file: app.py" in front


def test_torch_is_pinned_exactly():
    assert pins("requirements.txt")["torch"] == "2.13.0"


def test_every_command_in_the_readme_exists():
    from playground.cli import parser

    for line in re.findall(r"^python -m playground (.+?)(?:\s+#.*)?$", README, re.MULTILINE):
        parser().parse_args(line.split())


def test_the_notebook_example_runs(tmp_path, monkeypatch):
    (code,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})


def test_every_text_form_in_the_readme_is_read():
    from playground import Settings

    (text,) = re.findall(r"^    (preset=.+)$", README, re.MULTILINE)
    assert Settings.from_query(text).changes


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=lambda command: command[0])
def test_ruff_has_nothing_to_say(command):
    ruff = shutil.which("ruff") or str(Path(sys.executable).parent / "ruff")
    done = subprocess.run([ruff, *command, str(ROOT)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
