"""The two commands as people run them: pages, pipes, pictures."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = "yaml networkx textual lxml rich typer dataclasses typing re json pathlib datetime"
FORCED = {"COMPACTX_FORCE_TTY": "100", "NO_COLOR": "1"}


def test_trace_page_marks_what_is_ours_and_what_is_official(run_cli):
    answer = run_cli("trace", "objective", "21", env=FORCED)
    assert answer.status == 0
    for words in (
        "2016-09-19",
        "2018-12-10",
        "2022-06-07",
        "2026-05-20",
        "[ours: strong]",
        "[official grouping]",
        "37(a)",
    ):
        assert words in answer.out
    assert all(len(line) <= 100 for line in answer.out.splitlines())


def test_gaps_say_why(run_cli):
    answer = run_cli("trace", "--gaps", env=FORCED)
    assert "no uptake found" in answer.out
    assert "Peer review" in answer.out


def test_trace_as_plain_lines_is_a_line_a_link(run_cli):
    answer = run_cli("trace", "49(c)", "--back", "--plain")
    rows = [line.split("\t") for line in answer.out.splitlines()]
    assert {len(row) for row in rows} == {8}
    assert all(row[0] <= row[3] for row in rows)
    ids = run_cli("trace", "49(c)", "--back", "--ids").out.split()
    assert ids[-1] == "gcm/49.c"
    assert set(ids) == {row[1] for row in rows} | {row[4] for row in rows}


def test_picture_goes_to_a_file_and_not_over_another(run_cli, tmp_path):
    path = tmp_path / "trace.svg"
    answer = run_cli("trace", "objective", "21", "--svg", str(path))
    assert (answer.status, answer.out) == (0, "")
    assert path.read_text(encoding="utf-8").startswith("<svg")
    assert run_cli("trace", "objective", "21", "--svg", str(path)).status == 6
    assert run_cli("trace", "objective", "22", "--svg", str(path), "--force").status == 0
    assert run_cli("trace", "objective", "22", "--svg", "-").out == path.read_text(encoding="utf-8")


def test_pictures_that_cannot_be(run_cli, tmp_path):
    assert run_cli("trace", "--all", "--svg", str(tmp_path / "nowhere/trace.svg")).status == 6
    answer = run_cli("trace", "objective", "21", "--svg", "-", "--json")
    assert (answer.status, answer.out) == (2, "")
    assert "picture" in answer.err


def test_review_page_of_an_objective(run_cli):
    answer = run_cli("review", "objective", "22", "--on", "2026-11-21", env=FORCED)
    for words in (
        "paragraphs 37 to 44 of A/RES/76/266 (round table 3)",
        "paragraphs 29 to 34",
        "next      2030",
        "49(b)",
    ):
        assert words in answer.out
    assert "[ours]" not in answer.out
    assert "[ours]" in run_cli("review", "objective", "22", "--editorial", env=FORCED).out


def test_show_has_the_round_tables(run_cli):
    answer = run_cli("show", "objective", "22", env=FORCED)
    assert "paragraphs 37 to 44 of A/RES/76/266 (round table 3)" in answer.out
    (item,) = run_cli("show", "objective", "22", "--json").items
    assert [place["paragraphs"][-1] for place in item["reviewed_in"]] == ["44", "34"]
    assert not any("speaks" in place for place in item["reviewed_in"])


def test_timeline_divides_at_the_day(run_cli):
    answer = run_cli("review", "--timeline", "--on", "2023-01-01", env=FORCED)
    before, _, after = answer.out.partition("2023-01-01")
    assert "imrf-2022" in before
    assert "imrf-2026" in after
    items = run_cli("review", "--timeline", "--on", "2023-01-01", "--json").items
    assert {item["status"] for item in items if item["date"] > "2023"} == {"foreseen"}


def test_the_idea_of_the_issue(run_cli):
    answer = run_cli("path", "IOM proposal on borders", "to", "IMRF", "--editorial", "--json")
    (path,) = answer.items
    assert path["steps"][0]["relation"].startswith("taken-up")
    assert (path["steps"][0]["basis"], path["steps"][-1]["to"]) == ("editorial", "imrf")
    plain = run_cli("path", "IOM proposal on borders", "to", "IMRF", "--json")
    assert all(step["basis"] != "editorial" for step in plain.items[0]["steps"])
    assert any("--editorial" in warning for warning in plain.json["warnings"])


@pytest.mark.parametrize(
    "argv",
    [
        ("trace", "objective", "21", "--plain"),
        ("trace", "--all", "--ids"),
        ("review", "gcm", "--json"),
        ("review", "--timeline", "--plain"),
    ],
)
def test_lookups_load_nothing_heavy(argv, run_process):
    code = (
        "import sys; from compactx.cli import door; door.run(sys.argv[1:]);"
        f"sys.stderr.write(' '.join(sorted(set({HEAVY!r}.split()) & set(sys.modules))))"
    )
    run_process(*argv)  # builds the index
    done = subprocess.run([sys.executable, "-S", "-E", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}", *argv],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.stderr == ""
