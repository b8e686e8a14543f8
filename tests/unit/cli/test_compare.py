"""``compactx compare``: two documents, two references, one of each."""

from __future__ import annotations

import pytest

from compactx.cli.command import GLOBAL, Arguments
from compactx.cli.commands.compare import COMMAND
from compactx.cli.operands import operands
from compactx.cli.session import Session
from compactx.query.redline import redline
from compactx.render.pages.compare import marked_pieces

DRAFT, REVISION = (f"tests/cases/documents/harbour-{name}.txt" for name in ("draft", "revision"))


def test_the_contract_of_json(run_cli):
    answer = run_cli("compare", DRAFT, REVISION, "--json")
    assert answer.status == 0
    assert answer.json["schema"] == "compactx.compare/1"
    items = {(item["from_locator"], item["to_locator"]): item for item in answer.items}
    assert items["1", "1"]["status"] == "changed"
    assert items["1", "1"]["verb"] == {"here": "encourages", "there": "urges", "change": "weaker"}
    assert items["recital-3", "recital-2"]["status"] == "moved"
    assert items["3", "5"] | {"changes": []} == items["3", "5"]
    assert (items["3", "5"]["status"], items["3", "5"]["renumbered"]) == ("same", True)
    assert [items["2", to]["status"] for to in ("2", "3")] == ["split", "split"]
    assert items[None, "4"]["status"] == "only-to"
    assert items["5", None]["status"] == "only-from"
    assert [one["to"] for one in items["4", "6"]["gained"]] == ["ny-declaration", "gcm/objective-8"]
    assert [one["to"] for one in items["4", "6"]["lost"]] == ["agenda2030"]
    total = answer.json["summary"]
    assert total["statuses"]["same"] == 2
    assert (total["weaker"], total["stronger"]) == (1, 1)
    assert (total["from"]["brackets"], total["to"]["brackets"]) == (0, 1)


def test_only_some_statuses(run_cli):
    answer = run_cli("compare", DRAFT, REVISION, "--status", "only-to,only-from", "--json")
    assert [item["status"] for item in answer.items] == ["only-to", "only-from"]


def test_lines_for_a_pipe(run_cli):
    lines = [line.split("\t") for line in run_cli("compare", DRAFT, REVISION, "--plain").out.splitlines()]
    assert ["changed", "1", "1", "0.95", "urges > encourages: weaker", "", ""] in lines
    assert all(len(line) == 7 for line in lines)


@pytest.mark.parametrize("width", [60, 100, 140])
def test_the_page_fits_and_marks_without_colour(run_cli, width):
    out = run_cli("compare", DRAFT, REVISION, env={"COMPACTX_FORCE_TTY": str(width), "NO_COLOR": "1"}).out
    assert max(map(len, out.splitlines())) <= width
    flat = " ".join(out.split())
    assert "[-Urges-]" in flat
    assert "{+Encourages+}" in flat
    assert "4 → 6 changed" in flat
    assert "2 of 8 paragraphs unchanged (1 with another number)" in flat
    assert "urges > encourages: weaker" in flat
    assert "signals of distress" not in flat
    assert "signals of distress" in " ".join(
        run_cli("compare", DRAFT, REVISION, "--all", env={"COMPACTX_FORCE_TTY": str(width)}).out.split()
    )


def test_wide_terminals_show_both_sides(run_cli):
    out = run_cli("compare", DRAFT, REVISION, env={"COMPACTX_FORCE_TTY": "140", "NO_COLOR": "1"}).out
    assert any("[-Urges-]" in line and "{+Encourages+}" in line and line.index("{+") > 60 for line in out.splitlines())


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_documents_by_their_ending(run_cli, tmp_path, form):
    path = tmp_path / f"changes.{form}"
    assert run_cli("compare", DRAFT, REVISION, "-o", str(path)).status == 0
    assert path.stat().st_size > 500
    assert run_cli("compare", DRAFT, REVISION, "-o", str(path)).status == 6
    assert run_cli("compare", DRAFT, REVISION, "-o", str(path), "--force").status == 0


def test_a_form_that_is_none(run_cli, tmp_path):
    answer = run_cli("compare", DRAFT, REVISION, "-o", str(tmp_path / "x.odt"))
    assert answer.status == 2
    assert ".docx" in answer.err


def test_hostile_words_on_a_terminal(run_cli, tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("1. Urges \x1b[31m States [red]not[/red] to act at once;\n", encoding="utf-8")
    out = run_cli("compare", DRAFT, str(path), env={"COMPACTX_FORCE_TTY": "100", "NO_COLOR": "1"}).out
    assert "\x1b[31m" not in out
    assert "[red]not[/red]" in out


def test_without_wording_the_way_out_is_said(run_cli):
    answer = run_cli("compare", "agenda2030", DRAFT)
    assert answer.status == 2
    assert "compactx attach agenda2030 FILE" in answer.err


def test_a_document_on_standard_input(run_cli):
    text = "1. Urges States to light their harbours at night and keep the beacons in order.\n"
    answer = run_cli("compare", DRAFT, "-", "--json", stdin=text)
    assert answer.json["query"]["to"] == "standard input"
    assert run_cli("compare", "-", "-", stdin=text).status == 2


def test_one_text_is_not_enough(run_cli):
    assert run_cli("compare", DRAFT).status == 2
    assert run_cli("compare", DRAFT, "missing.docx").status == 2


def test_a_resolution_of_the_library_and_a_file(run_cli, made):
    ids = run_cli("list", "resolutions", "--ids", env=made).out.split()
    with_words = next(one for one in reversed(ids) if run_cli("compare", one, DRAFT, env=made).status == 0)
    answer = run_cli("compare", with_words, with_words, "--json", env=made)
    assert {item["status"] for item in answer.items} == {"same"}
    assert all(item["from"].startswith(with_words + "/") for item in answer.items)


def test_marks_stand_close_to_their_words():
    assert marked_pieces(redline("in 2031, and", "in 2030, and"), ("gone", "new")).plain == "in [-2030-]{+2031+}, and"


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["objective 5", "objective 6"], ["gcm/objective-5", "gcm/objective-6"]),
        (["objective", "5", "to", "objective", "6"], ["gcm/objective-5", "gcm/objective-6"]),
        (["objective", "5", "objective", "6"], ["gcm/objective-5", "gcm/objective-6"]),
        (["objective", "5", "6", "7"], ["gcm/objective-5", "gcm/objective-6", "gcm/objective-7"]),
        (["a.docx", "with", "ICCPR"], ["a.docx", "iccpr"]),
        (["ICCPR", "to", "b.pdf"], ["iccpr", "b.pdf"]),
        (["-", "gcm"], ["-", "gcm"]),
    ],
)
def test_documents_and_references_are_told_apart(words, ids):
    session = Session(COMMAND, Arguments((*COMMAND.params, *GLOBAL), {}))
    assert [one if isinstance(one, str) else one.id for one in operands(session, words)] == ids


def test_things_are_compared_by_what_they_have(run_cli):
    answer = run_cli("compare", "objective", "5", "objective", "6", "--json")
    assert answer.json["schema"] == "compactx.compare-things/1"
    ilo = next(item for item in answer.items if item["id"] == "ilo")
    assert ilo["shared"]
    assert ilo["places"][0] == {"of": "gcm/objective-5", "locators": ["21(a)"]}


@pytest.mark.parametrize("width", [60, 100])
def test_the_page_of_things(run_cli, width):
    out = run_cli("compare", "objective 5", "objective 6", env={"COMPACTX_FORCE_TTY": str(width), "NO_COLOR": "1"}).out
    assert max(map(len, out.splitlines())) <= width
    assert out.index("BOTH") < out.index("ONLY OBJECTIVE 5") < out.index("ONLY OBJECTIVE 6")
    assert "2022 Progress Declaration, round table 1" in " ".join(out.split())
    assert "progress-declaration-2022" not in out  # names, and nothing a second time
    assert "by our summaries" in out


def test_no_id_is_broken_above_a_column(run_cli):
    """What is too long for a column has its short name there, which breaks between words."""
    words = ("compare", "progress-declaration-2022", "progress-declaration-2026", "--things")
    drawn = run_cli(*words, env={"COMPACTX_FORCE_TTY": "80"}).out
    assert "2022 Progress       2026 Progress\n" in drawn
    assert "progress-declarati " not in drawn


def test_three_things(run_cli):
    out = run_cli("compare", "ILO", "IOM", "UNHCR", env={"COMPACTX_FORCE_TTY": "100", "NO_COLOR": "1"}).out
    assert "ALL OF THEM" in out
    assert "SOME" in out


def test_two_questions_are_not_one(run_cli):
    assert run_cli("compare", "objective 5", "objective 6", "--things", "--texts").status == 2
    assert run_cli("compare", DRAFT, REVISION, "--things").status == 2
    assert run_cli("compare", "objective 5", "objective 6", "-o", "x.md").status == 2
    assert run_cli("compare", "objective 5", "objective 6", "--texts").status == 2


def test_treaties_without_wording_are_things(run_cli):
    assert run_cli("compare", "ICCPR", "CRC", "--json").json["schema"] == "compactx.compare-things/1"
    assert "attach iccpr" in run_cli("compare", "ICCPR", "CRC", "--texts").err


@pytest.mark.parametrize("argv", [
    ("compare", DRAFT, REVISION), ("compare", "objective", "5", "objective", "6"), ("series", DRAFT, REVISION),
    ("agreed", DRAFT),
])  # fmt: skip
def test_a_pipe_gets_the_page_as_plain_text_and_plain_its_columns(run_cli, argv):
    piped, asked = run_cli(*argv), run_cli(*argv, env={"COMPACTX_FORCE_TTY": "80", "NO_COLOR": "1"})
    assert piped.status == asked.status
    assert "\t" not in piped.out
    assert "\x1b" not in piped.out
    assert max(map(len, piped.out.splitlines())) <= 80
    assert len(piped.out.splitlines()) >= len(asked.out.splitlines())  # no title is shortened
    assert max(map(len, run_cli(*argv, env={"COLUMNS": "50"}).out.splitlines())) <= 50
    assert all("\t" in line for line in run_cli(*argv, "--plain").out.splitlines())
    assert "\t" in run_cli(*argv, "--header").out


@pytest.mark.parametrize("argv", [("refs", "gcm/33.a"), ("list", "goals"), ("search", "ports"), ("tree", "gcm/33")])
def test_lists_keep_their_lines_in_a_pipe(run_cli, argv):
    assert run_cli(*argv).out == run_cli(*argv, "--plain").out
