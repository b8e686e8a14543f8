"""search, related, matrix, impact, cite and stats as commands: formats, pipes, files, statuses."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import grids
import pytest

ROOT = Path(__file__).parents[3]

FORBIDDEN = (
    "re",
    "json",
    "dataclasses",
    "typing",
    "pathlib",
    "rich",
    "typer",
    "networkx",
    "yaml",
    "textual",
    "lxml",
    "difflib",
)
LOOKUPS = [
    ("search", "remittances"),
    ("search", "2030", "Agenda", "--json"),
    ("search", "child*", "--objective", "7..13", "--kind", "action", "--ids"),
    ("related", "objective", "17", "--plain"),
    ("impact", "SDG", "10.c", "--json"),
    ("cite", "33(b)"),
    ("matrix", "objectives", "goals"),
]


@pytest.mark.parametrize("argv", LOOKUPS, ids=" ".join)
def test_lookups_load_nothing_heavy(argv, run_process):
    assert run_process(*argv).status == 0  # the index is there
    code = (
        "import sys; before = set(sys.modules); from compactx.cli.door import run; status = run(sys.argv[1:]);"
        f"print(status, *sorted((set(sys.modules) - before) & set({FORBIDDEN!r})), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *argv], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stderr.splitlines()[-1] == "0"


def test_search_hands_ids_on(run_cli):
    found = run_cli("search", "trafficking", "--ids")
    assert found.status == 0
    answer = run_cli("refs", "-", "--json", stdin=found.out)
    assert answer.json["query"]["refs"] == found.out.split()


def test_a_search_without_hits_is_status_one_and_says_what_was_searched(run_cli):
    answer = run_cli("search", "qqqqqqq")
    assert (answer.status, answer.out) == (1, "")
    assert "no wording is attached" in answer.err


def test_what_was_forgiven_is_told_to_people_and_programs(run_cli):
    assert "searched for" in run_cli("search", "remitances").err
    document = run_cli("search", "remitances", "--json").json
    assert document["corrections"] == {"remitances": "remittances"}
    assert any("searched for" in warning for warning in document["warnings"])


def test_matches_are_marked_without_colour_and_with_it(run_cli):
    plain = run_cli("search", "remittances", env={"COMPACTX_FORCE_TTY": "80", "NO_COLOR": "1"}).out
    assert "[remittances]" in plain
    assert "\x1b" not in plain
    assert "\x1b[1;4m[remittances]" in run_cli("search", "remittances", "--color", "always", env={"COLUMNS": "80"}).out


@pytest.mark.parametrize("width", grids.parameters([20, 40, 80, 120], [40]))
@pytest.mark.parametrize("kinds", [("objectives", "instruments"), ("objectives", "actors"), ("instruments", "actors")])
def test_a_matrix_fits_its_terminal(run_cli, width, kinds):
    out = run_cli("matrix", *kinds, env={"COMPACTX_FORCE_TTY": str(width)}, stdin="").out
    longest = max(len(line) for line in out.splitlines())
    ids = max(len(line) for line in run_cli("list", kinds[0], "--ids").out.split())
    assert longest <= max(width, ids + 12)


def test_matrix_files_go_by_their_ending(run_cli, tmp_path):
    starts = {"csv": "id,title,", "md": "Clauses by which objectives", "html": "<!doctype html>", "svg": "<svg"}
    starts |= {"json": '{"schema":"compactx.matrix/1"', "txt": "objectives (down)"}
    for suffix, start in starts.items():
        name = f"m.{suffix}"
        answer = run_cli("matrix", "objectives", "treaties", "-o", str(tmp_path / name))
        assert (answer.status, answer.out) == (0, "")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["count"] > 0


def test_matrix_files_are_not_replaced_unasked(run_cli, tmp_path):
    path = tmp_path / "m.csv"
    path.write_text("mine", encoding="utf-8")
    answer = run_cli("matrix", "objectives", "treaties", "-o", str(path))
    assert (answer.status, path.read_text(encoding="utf-8")) == (6, "mine")
    assert run_cli("matrix", "objectives", "treaties", "-o", str(path), "--force").status == 0
    assert path.read_text(encoding="utf-8").startswith("id,title")
    assert sorted(os.listdir(tmp_path)) == ["m.csv"]


@pytest.mark.parametrize(("target", "status"), [("folder", 6), ("nowhere/m.csv", 6), ("m.pdf", 2), ("m", 2)])
def test_bad_matrix_targets_are_refused(run_cli, tmp_path, target, status):
    (tmp_path / "folder").mkdir()
    name = "folder/" if target == "folder" else target
    argv = ["--format", "csv"] if target == "folder" else []
    answer = run_cli("matrix", "objectives", "treaties", *argv, "-o", str(tmp_path / name))
    assert answer.status == status
    assert answer.err.startswith("error:")


def test_matrix_csv_is_a_table_and_plain_a_list(run_cli):
    table = list(csv.reader(io.StringIO(run_cli("matrix", "objectives", "treaties", "--csv").out)))
    assert table[0][:2] == ["id", "title"]
    lines = run_cli("matrix", "objectives", "treaties").out.splitlines()
    assert "gcm/objective-9\tuntoc\t1\tgcm/25.a" in lines


def test_cite_in_a_pipe_is_the_text_alone(run_cli):
    assert run_cli("cite", "33(b)").out == "General Assembly resolution 73/195, annex, para. 33 (b).\n"
    assert run_cli("cite", "33(b)", env={"COMPACTX_FORCE_TTY": "20"}).out == run_cli("cite", "33(b)").out


def test_cite_takes_a_result_and_leaves_out_what_cannot_be_cited(run_cli):
    answer = run_cli("cite", "-", "--ibid", stdin="gcm/33.b\ngcm/33.c\nimrf\n")
    assert answer.status == 0
    assert answer.out.splitlines()[1] == "2. Ibid., annex, para. 33 (c)."
    assert "imrf is of the kind process" in answer.err
    assert run_cli("cite", "IMRF").status == 2


def test_cite_columns_on_request(run_cli):
    answer = run_cli("cite", "gcm", "--style", "un,link", "--fields", "style,citation")
    assert answer.out.splitlines()[0] == "un\tGeneral Assembly resolution 73/195, annex."
    assert len(answer.out.splitlines()) == 2


@pytest.mark.parametrize(
    "argv",
    [
        ("cite", "gcm", "--style", "mla"), ("stats", "weather"), ("matrix", "objectives"), ("search", "???"),
        ("matrix", "objectives", "elephants"), ("search", "x", "--objective", "a..b"),
        ("search", "x", "--kind", "elephant"), ("search", "a" * 500),
    ],
    ids=lambda argv: " ".join(argv)[:40],
)  # fmt: skip
def test_bad_questions_are_usage_errors(run_cli, argv):
    answer = run_cli(*argv)
    assert (answer.status, answer.out) == (2, "")
    assert len(answer.err.splitlines()) <= 4


@pytest.mark.parametrize(
    "argv",
    [
        ("search", "children"),
        ("related", "objective", "17"),
        ("impact", "ICERD"),
        ("stats",),
        ("matrix", "objectives", "goals", "--holes"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("width", ["20", "80"])
def test_pages_never_cut_ids(run_cli, argv, width):
    page = run_cli(*argv, env={"COMPACTX_FORCE_TTY": width}).out.replace("\n", "")
    squeezed = "".join(page.split())
    for item in run_cli(*argv, "--json").items[:5]:
        identity = item.get("id")
        assert identity is None or item.get("section") in {"objectives", "communities"} or identity in squeezed


def test_answers_are_identical_each_time(run_process):
    for argv in (
        ("related", "IMRF", "--json"),
        ("stats", "--json"),
        ("impact", "2030 Agenda", "--json"),
        ("search", "right*", "--json"),
    ):
        assert (
            run_process(*argv, env={"PYTHONHASHSEED": "1"}).out == run_process(*argv, env={"PYTHONHASHSEED": "2"}).out
        )


def test_a_bare_number_says_what_it_was_read_as(run_cli):
    assert run_cli("show", "17").err == 'note: "17" read as objective 17; paragraph 17 is "para 17"\n'
    assert run_cli("show", "24").err == 'note: "24" read as paragraph 24; no objective has this number\n'
    assert run_cli("show", "para 24").err == ""


@pytest.mark.parametrize(
    ("argv", "most"),
    [
        (["impact", "crc"], 3),
        (["review", "objective", "22"], 2),
        (["scan", str(ROOT / "tests/transcripts/inputs/plan.txt")], 4),
        (["scan", "--authorities", str(ROOT / "tests/transcripts/inputs/plan.txt")], 2),
    ],
)
def test_n_says_how_many_and_of_how_many(argv, most, run_cli):
    whole = run_cli(*argv, "--plain").out.splitlines()
    cut = run_cli(*argv, "--plain", "-n", str(most))
    assert cut.out.splitlines() == whole[:most]
    assert f"the first {most} of {len(whole)} " in cut.err
    assert run_cli(*argv, "--plain", "-n", "0").out.splitlines() == whole


@pytest.mark.parametrize("argv", [["review", "--timeline"], ["scan", "--coverage", "x.txt"]])
def test_n_is_refused_where_everything_is_the_answer(argv, run_cli):
    assert run_cli(*argv, "-n", "2").status == 2
