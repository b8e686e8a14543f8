"""Pages in a pipe, through a pager, and on poor terminals."""

from __future__ import annotations

import io
import re
import shutil
import sys

import pytest
from rich.text import Text

from compactx.render import terminal
from compactx.render.drawing import as_text

PAGES = [
    ("show", "objective", "17"),
    ("review", "objective", "22", "--on", "2026-11-28"),
    ("trace", "objective", "17"),
    ("path", "objective", "22", "to", "ILO"),
    ("stats",),
    ("impact", "ICAO"),
    ("related", "objective", "6"),
    (),
]


@pytest.mark.parametrize("argv", PAGES, ids=" ".join)
def test_a_page_stays_a_page_in_a_pipe(run_cli, argv):
    piped = run_cli(*argv).out
    assert "\x1b" not in piped
    assert "\t" not in piped
    assert "…" not in piped
    assert all(len(line) <= 80 or "https://" in line for line in piped.splitlines())
    assert not any(line.endswith(" ") for line in piped.splitlines())
    narrow = run_cli(*argv, env={"COLUMNS": "50"}).out
    assert all(len(line) <= 50 or "https://" in line for line in narrow.splitlines())
    assert "".join(narrow.split()) == "".join(piped.split()) or argv[:1] in {(), ("show",), ("review",), ("stats",)}


def test_lists_leave_nothing_out_in_a_pipe(run_cli):
    asked = run_cli("search", "children", "--json").json
    assert asked["total"] > len(asked["items"])
    for form in ((), ("--plain",), ("--ids",), ("--jsonl",)):
        answer = run_cli("search", "children", *form)
        assert (len(answer.out.splitlines()), answer.err) == (asked["total"], "")
    assert "…" not in run_cli("search", "children").out
    assert len(run_cli("search", "children", "-n", "3").out.splitlines()) == 3
    assert len(run_cli("search", "children", "--csv").out.splitlines()) == asked["total"] + 1


def test_related_gives_all_in_a_pipe(run_cli):
    total = run_cli("related", "objective", "17", "--json").json["total"][0]
    assert total > 10
    assert len(run_cli("related", "objective", "17", "--plain").out.splitlines()) == total
    assert f"{total} things share" in run_cli("related", "objective", "17").out
    assert f"10 of {total} things share" in run_cli("related", "objective", "17", env={"COMPACTX_FORCE_TTY": "80"}).out


def test_a_dumb_terminal_gets_no_drawing(run_cli):
    drawn = run_cli("tree", "objective", "1", env={"COMPACTX_FORCE_TTY": "60", "TERM": "dumb"}).out
    assert not set("─│├└") & set(drawn)
    assert "+-- " in drawn
    assert "├── " in run_cli("tree", "objective", "1", env={"COMPACTX_FORCE_TTY": "60", "TERM": "xterm"}).out


@pytest.fixture
def screen(monkeypatch):
    """A terminal of 24 lines with less, and nothing set."""
    monkeypatch.setattr(terminal, "_lines", lambda: 24)
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name in {"less", "more"} else None)
    for name in ("PAGER", "COMPACTX_PAGER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return monkeypatch


@pytest.mark.parametrize(
    ("settings", "is_plain"),
    [
        ({"LC_ALL": "C"}, True),
        ({"LANG": "POSIX"}, True),
        ({"LC_ALL": "C.UTF-8", "LANG": "C"}, False),
        ({"LANG": "fr_FR.UTF-8"}, False),
        ({}, False),
    ],
)
def test_a_terminal_with_a_locale_of_c_gets_signs_of_ascii(monkeypatch, settings, is_plain):
    """Python writes UTF-8 there; whoever asks for C has a terminal, or a reader, that may not know it."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert terminal.encoding_of_pages() == "utf-8"  # what is captured is no terminal
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    drawn = as_text(Text("33(a) · “to peace and …” → café"), 40, "never", terminal.encoding_of_pages())
    told = '33(a) - "to peace and.." > café' if is_plain else "33(a) · “to peace and …” → café"
    assert drawn == told + "\n"


def test_figures_stand_above_their_meaning_where_there_is_no_room(run_cli):
    """A column of a dozen letters would be read word by word."""
    narrow = run_cli("stats", env={"COLUMNS": "40"}).out
    assert re.search(r"^ +\d+  silent clauses\n {10}Clauses that refer to nothing;$", narrow, re.MULTILINE)
    assert "▇" not in narrow
    assert "▇" in run_cli("stats", env={"COLUMNS": "80"}).out


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, ["less"]),
        ({"PAGER": "more -d"}, ["more", "-d"]),
        ({"PAGER": "more", "COMPACTX_PAGER": "less -S"}, ["less", "-S"]),
        ({"PAGER": "more", "COMPACTX_PAGER": ""}, []),
        ({"PAGER": "cat"}, []),
        ({"PAGER": "nosuch"}, []),
        ({"PAGER": "fold | less"}, ["sh", "-c", "fold | less"]),
        ({"TERM": "dumb"}, []),
    ],
)
def test_which_pager_shows_a_long_page(screen, settings, words):
    for name, value in settings.items():
        screen.setenv(name, value)
    assert terminal.pager_command("a line\n" * 24) == words
    assert terminal.pager_command("a line\n" * 23) == []


def test_less_is_told_how_to_show_it_and_who_leaves_early_is_no_error(screen, tmp_path):
    kept = tmp_path / "kept"
    screen.delenv("LESS", raising=False)
    assert terminal.show_paged("one\ntwo\n", ["sh", "-c", f'echo "$LESS" > "{kept}"; head -1 >> "{kept}"'], "utf-8")
    assert kept.read_text() == "FRX\none\n"
    assert terminal.show_paged("a line\n" * 100_000, ["true"], "utf-8")  # reads nothing
    assert not terminal.show_paged("x", [str(tmp_path / "nosuch")], "utf-8")


def test_only_a_terminal_gets_a_pager(screen, capsys):
    asked = []
    screen.setattr(terminal, "show_paged", lambda text, words, encoding: not asked.append((text, words, encoding)))
    page = "".join(f"{number}\n" for number in range(40))
    terminal.write_page(page, "note: n\n", encoding="utf-8", with_pager=True)
    assert (asked, capsys.readouterr().out.count("\n")) == ([], 40)
    for stream in (sys.stdout, sys.stderr):
        screen.setattr(stream, "isatty", lambda: True)
    terminal.write_page(page, "note: n\n", encoding="utf-8", with_pager=False)
    assert asked == []
    capsys.readouterr()
    terminal.write_page(page, "note: n\n", encoding="utf-8", with_pager=True)
    assert asked == [("note: n\n" + page, ["less"], "utf-8")]
    assert capsys.readouterr() == ("", "")


def test_a_place_is_never_wrapped(run_cli, tmp_path):
    draft = tmp_path / ("a-rather-long-name-" * 3 + ".txt")
    draft.write_text("As article 61 of the Convention on the Rights of the Child says.", encoding="utf-8")
    lines = run_cli("check", str(draft), env={"COMPACTX_FORCE_TTY": "40"}).out.splitlines()
    assert str(draft) in lines
    page = run_cli("check", env={"COMPACTX_FORCE_TTY": "40"}).out.splitlines()
    places = [line for line in page if ".yaml" in line]
    assert places
    assert all(re.fullmatch(r"\S+\.yaml:\d+:\d+: \w+\[[a-z-]+\].*", line) for line in places)
    assert any(line.startswith("  ") and len(line) <= 40 for line in page)


@pytest.mark.parametrize("number", range(1, 24))
def test_an_objective_answers_in_its_first_screen(run_cli, number):
    page = run_cli("show", "objective", str(number)).out.splitlines()
    first = "\n".join(page[:24])
    assert page[0].startswith(f"Objective {number} · ")
    for answer in (
        r"commits to  ~ ",
        r"^actions  +\d+: ",
        r"^cites  +(\d+|nothing)",
        r"^taken up  +20",
        r"^next review  +2030",
    ):
        assert re.search(answer, first, re.MULTILINE), answer
    assert sum("lists all" in line for line in page) == 1  # who reviews the whole Compact is one folded line


def test_all_objectives_fit_on_a_screen(run_cli):
    lines = run_cli("list", "objectives", env={"COMPACTX_FORCE_TTY": "80"}).out.splitlines()
    assert len(lines) == 23
    assert all(len(line) <= 80 for line in lines)
    assert lines[19].split()[:4] == ["20", "Remittances", "cites", "5"]
    assert lines[21].startswith("22  Social protection ")
    assert all(line.split("named")[1].split()[-1] == "2026" for line in lines)
    assert run_cli("list", "objectives").out.count("\t") == 23 * 4


def test_what_everybody_asks_of_a_review_comes_first(run_cli):
    page = run_cli("review", "objective", "22", "--on", "2026-11-28").out.splitlines()
    assert page[3].startswith("last      2026-05-05, Second International Migration Review Forum")
    assert page[4].startswith("next      2030, ")
    assert "2026  paragraphs 29 to 34 of A/RES/80/258 (round table 3)" in page[7]
    own = [line.split() for line in page if line.startswith("  International Migration Review Forum ")]
    assert own == [["International", "Migration", "Review", "Forum", "49(b)", "2026-05-05", "2030"]]
    by_actor = run_cli("review", "IMRF", "--on", "2026-11-28").out.splitlines()
    assert by_actor[2].startswith("last   2026-05-05")


def test_the_compact_and_home_begin_with_its_parts_and_objectives(run_cli):
    page = run_cli("show", "gcm").out
    assert page.index("PARTS") < page.index("17  Eliminate discrimination") < page.index("VOTES")
    assert page.index("CITED BY") < page.index("NAMES AND SOURCES") < page.index("Word counts")
    home = run_cli().out.splitlines()
    assert len(home) < 24
    assert home.index(next(line for line in home if "13  Alternatives to detention" in line)) < 6
    assert any("corpus compactx" in line for line in home[-4:])


@pytest.mark.parametrize(
    "argv",
    [("show", "33a"), ("search", "hate", "crimes"), ("trace", "objective", "17"), ("path", "33a", "to", "IMRF"),
     ("tree", "objective", "17"), ("list", "actions"), ("export", "html", "--around", "33a"),
     ("export", "markdown", "--around", "33a"), ("graph", "33a"), ("matrix", "actions", "bodies")],
    ids=" ".join,
)  # fmt: skip
def test_a_summary_says_that_it_is_ours(run_cli, argv):
    gist = run_cli("show", "33a", "--json").items[0]["gist"]
    begin = " ".join(gist.split()[:3])
    for env in ({"COMPACTX_FORCE_TTY": "200", "NO_COLOR": "1"}, {}):
        text = " ".join(run_cli(*argv, env=env).out.replace("[", "").replace("]", "").split())
        marked = [mark for mark in ("~ ", "Our summary:</em> ", "_Our summary:_ ") if mark + begin in text]
        assert begin not in text or marked, text[max(0, text.find(begin) - 60) :][:120]
        if argv[0] in {"show", "search", "path", "tree", "list", "export"}:
            assert marked


def test_a_library_tells_its_texts_in_their_own_words(library):
    nodes = [node for node in library.of_kind(("paragraph",)) if node.gist]
    opened = [node for node in nodes if not node.line]
    ours = [node for node in nodes if node.line]
    assert opened
    assert ours
    assert all(node.told == node.gist for node in opened)
    assert all(node.told == f"~ {node.gist}" for node in ours)


@pytest.mark.parametrize(
    ("asked", "on_page", "in_items"),
    [
        ("ICCPR", "extent 53 articles; a preamble of 5 paragraphs", [("article", 53, "high"), ("recital", 5, "high")]),
        ("C143", "extent 24 articles as far as we know (general knowledge;", [("article", 24, "low")]),
        ("GSDR", None, [("whole", 0, "high")]),
        ("Kinshasa Convention", None, []),
    ],
)
def test_an_instrument_tells_its_extent_and_how_well_it_is_known(run_cli, asked, on_page, in_items):
    page = " ".join(run_cli("show", asked).out.split())
    assert on_page in page if on_page else " extent " not in page
    item = run_cli("show", asked, "--json").json["items"][0]
    assert [(one["unit"], one["last"], one["confidence"]) for one in item["extent"]] == in_items
    assert all(one["sources"] for one in item["extent"])
    assert "extent" not in run_cli("show", "ILO", "--json").json["items"][0]


def test_a_treaty_tells_the_day_on_which_it_was_not_in_force(run_cli):
    assert "in force not as of 2025-12-01 (resolution 80/70," in " ".join(run_cli("show", "CTBT").out.split())
    item = run_cli("show", "CTBT", "--json").json["items"][0]
    assert (item["in_force"], item["not_in_force"]["as_of"]) == (None, "2025-12-01")
    assert run_cli("show", "CRC", "--json").json["items"][0]["not_in_force"] is None
    assert "not in force as of 1 December 2025" in run_cli("cite", "CTBT", "--style", "oscola").out


@pytest.mark.parametrize(
    ("argv", "said", "unsaid"),
    [
        (["refs", "gcm", "--as-of", "1990"], r"No clause that cites it with --as-of 1990; without that there are \d+\.",
         "No text"),
        (["refs", "gcm", "--totals", "--as-of", "1990"], "No clause that cites it with --as-of 1990", "No text"),
        (["refs", "objective", "17", "--direction", "in", "--kind", "treaty"],
         r"No clause that cites it with --kind treaty; without that there is 1\.", "No text"),
        (["refs", "gcm", "--direction", "out"], "It refers to nothing itself; --parts lists what", "No text"),
        (["refs", "ilo-c97"], r"No text in the corpus names it\.", "without"),
        (["search", "children", "--in", "vccr"], "Nothing matches children with --in vccr; without", "children\\."),
        (["search", "zzzzqqq"], r"Nothing matches zzzzqqq\.", "without"),
        (["search", "children", "--in", "vccr", "--by", "instrument"], "with --in vccr; without that", "children\\."),
        (["list", "treaties", "--as-of", "1900"], r"No treaties with --as-of 1900; without that there are \d+\.",
         "is known"),
        (["list", "treaties", "--in", "gcm"], "refs gcm --parts --direction out --kind treaties", "is known"),
        (["list", "articles", "--in", "gcm"], r"No articles with --in gcm; without that there are [\d,]+\.", "cites"),
        (["list", "review", "bodies", "--in", "gcm"], "No review bodies with --in gcm", "cites"),
    ],
)  # fmt: skip
def test_an_empty_answer_says_what_left_it_empty(run_cli, argv, said, unsaid):
    """What options leave out is never said not to be there."""
    drawn = run_cli(*argv, env={"COMPACTX_FORCE_TTY": "200"})
    assert re.search(said, drawn.out)
    assert not re.search(unsaid, drawn.out)
    assert drawn.status == 1
    asked = re.search(r"compactx (refs .*)", drawn.out) if "What it cites" in said or "--parts --dir" in said else None
    assert asked is None or run_cli(*asked.group(1).split()).status == 0


@pytest.mark.parametrize("command", ["refs agenda2030", "search work"])
def test_an_objective_that_there_is_not_is_refused(run_cli, command):
    answer = run_cli(*command.split(), "--objective", "99")
    assert (answer.status, answer.out) == (2, "")
    assert "there is no objective 99" in answer.err
    assert run_cli(*command.split(), "--objective", "20..99").status == 0


@pytest.mark.parametrize("thing", ["gcm", "untoc", "imrf", "gcm/objective-21"])
def test_each_option_that_lists_what_is_counted_apart_lists_something(run_cli, thing):
    told = run_cli("refs", thing, env={"COMPACTX_FORCE_TTY": "300"}).out
    options = re.search(r"counted apart: .* \((.*)\)", told).group(1).split(", ")
    apart = run_cli("refs", thing, "--json").json["apart"][0]
    assert len(options) == len(apart)
    before = run_cli("refs", thing).out
    assert all(run_cli("refs", thing, *option.split()).out not in {"", before} for option in options)


ALIKE = """
relations:
- {id: cites, forward: cites, backward: cited by, family: citation, cost: 10}
- {id: part-of, forward: is part of, backward: contains, family: structure, cost: 3}
entries:
- {id: pact, kind: framework, title: Pact on Boats, legal: non-binding, date: 2018}
"""


@pytest.mark.parametrize("by", ["objective", "document", "relation", "kind", "state", "body", "year", "none"])
def test_each_reference_on_a_page_says_in_which_document_it_stands(run_cli, tmp_path, by):
    """Two resolutions of one title are two, and no clause is a number alone."""
    (tmp_path / "corpus.yaml").write_text("name: t\nversion: '1'\nschema: 1\nmain: pact\n", encoding="utf-8")
    (tmp_path / "all.yaml").write_text(ALIKE, encoding="utf-8")
    for year in (2020, 2021):
        (tmp_path / f"boats-{year}.yaml").write_text(
            f"instrument: {{id: boats-{year}, kind: resolution, title: Safety of boats, legal: non-binding,"
            f" date: {year}-12-10, symbol: A/RES/{year - 1945}/9}}\n"
            "provisions:\n- {locator: '4', kind: paragraph, gist: Boats., references: [{to: pact, surface: Pact}]}\n",
            encoding="utf-8",
        )
    drawn = run_cli("refs", "pact", "--by", by, corpus=tmp_path, env={"COMPACTX_FORCE_TTY": "80"}).out
    for year in (2020, 2021):
        named = f"Safety of boats  A/RES/{year - 1945}/9  1" if by in {"objective", "document"} else f"boats-{year}/4"
        assert drawn.count(named) == 1


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["imrf"], "It has no parts here; --direction both draws"),
        (["ilo-r202", "--direction", "out"], "It refers to nothing that is asked for."),
        (["ilo-c97", "--direction", "in"], "Nothing that is asked for refers to it."),
        (["ilo-c97", "--direction", "both"], "and it refers to nothing."),
        (["objective", "17", "--direction", "out", "--depth", "0"], ""),
        (["objective", "17"], ""),
    ],
)
def test_a_tree_of_one_line_says_why(run_cli, argv, said):
    drawn = run_cli("tree", *argv, env={"COMPACTX_FORCE_TTY": "200"}).out
    assert (said in drawn) if said else not re.search("It has no parts|refers to nothing|Nothing that", drawn)
    assert "that is asked for" not in run_cli("tree", *argv, "--plain").out


def test_what_was_compared_with_nothing_is_not_called_unchanged(run_cli, tmp_path):
    answer = run_cli("impact", "--changed", env={"XDG_DATA_HOME": str(tmp_path)})
    assert "Nothing was compared.\ntry  compactx attach FILE" in answer.out
    assert "reads as it did" not in answer.out
