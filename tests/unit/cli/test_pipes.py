"""What goes into a pipe: pages as plain text as wide as asked, lists as lines with every row; nothing is cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from compactx.cli.command import all_commands

INPUTS = Path(__file__).parents[2] / "transcripts" / "inputs"
DRAFT, REVISION, PLAN = (str(INPUTS / name) for name in ("harbour-draft.txt", "harbour-revision.txt", "plan.txt"))
PAGES = {
    "show": [["objective", "17"], ["33a"], ["IMRF"], ["gcm"]],
    "review": [["objective", "22"], ["--timeline"]],
    "trace": [["objective", "21"], ["--gaps"]],
    "path": [["objective", "22", "to", "ILO"]],
    "stats": [[], ["--by", "year"]],
    "impact": [["ICAO"]],
    "related": [["objective", "6"]],
    "scan": [[PLAN], [PLAN, "--coverage"], [PLAN, "--authorities"], [PLAN, "--by", "instrument"]],
    "compare": [[DRAFT, REVISION], ["objective", "5", "objective", "21"]],
    "agreed": [[DRAFT]],
    "series": [[DRAFT, REVISION]],
}
LISTS = {
    "refs": [["2030", "Agenda"]],
    "list": [["actions"], ["treaties"]],
    "search": [["children"]],
    "tree": [["gcm", "--depth", "4"]],
    "matrix": [["objectives", "instruments"]],
}
# Commands that hand over a file, speak with the reader, or write a text of their own; check and verify have own tests.
OTHERS = {
    "attach", "browse", "check", "cite", "completion", "export", "graph", "help", "import", "new", "rename", "schema",
    "verify",
}  # fmt: skip
CASES = [(name, words) for name, asked in PAGES.items() for words in asked]


def test_every_command_is_here_or_says_that_it_is_no_page():
    known = {command.name: command for command in all_commands()}
    assert set(PAGES) | set(LISTS) | OTHERS >= set(known)
    assert {name for name, command in known.items() if command.is_page} == set(PAGES)


@pytest.mark.parametrize(
    ("name", "words"), CASES, ids=lambda value: " ".join(value) if isinstance(value, list) else value
)
def test_a_page_is_plain_text_of_the_width_and_nothing_of_it_is_cut(run_cli, name, words):
    wide = run_cli(name, *words, env={"COLUMNS": "400"}).out
    for columns in (80, 100):
        page = run_cli(name, *words, env={"COLUMNS": str(columns)}).out
        lines = page.splitlines()
        assert lines
        assert "\x1b" not in page
        assert not [line for line in lines if line != line.rstrip()]
        assert all(len(line) <= columns or "://" in line for line in lines)
        assert sorted(_words(page)) == sorted(_words(wide)) or name in {"compare", "series", "stats"}
    assert run_cli(name, *words, env={}).out == run_cli(name, *words, env={"COLUMNS": "80"}).out


def _words(page):
    """Return the words of a page, whatever lines they stand on; what a narrow page leaves out is missing here."""
    return "".join(page.split())


@pytest.mark.parametrize(("name", "words"), [(name, words) for name, asked in LISTS.items() for words in asked],
                         ids=lambda value: " ".join(value) if isinstance(value, list) else value)  # fmt: skip
def test_a_list_is_lines_with_every_row(run_cli, name, words):
    lines = run_cli(name, *words).out.splitlines()
    limit = ("-n", "0") if name in {"refs", "list", "search", "tree"} else ()
    whole = run_cli(name, *words, "--json", *limit).json
    assert len(lines) == whole["count"]
    assert all("\t" in line for line in lines)
    assert "…\t" not in "\n".join(lines) + "\t" or name == "search"
    assert run_cli(name, *words, env={"COLUMNS": "20"}).out.splitlines() == lines


def test_search_cuts_no_words_in_a_pipe(run_cli):
    rows = run_cli("search", "children", "--fields", "snippet").out.splitlines()
    assert not [row for row in rows if row.endswith("…")]
