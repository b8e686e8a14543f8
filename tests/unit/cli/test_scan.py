import json

import pytest

TEXT = """Our plan

1. We recall General Assembly resolution 71/1 and the Global Compact for Safe, Orderly and Regular Migration.

2. We act on objectives 5, 6 and 12, on paragraph 33 (c) of the Global Compact and on the Harbour Declaration on
Ferries.
"""


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_the_contract_of_json(run_cli, plan):
    answer = run_cli("scan", plan, "--json")
    assert answer.status == 0
    document = answer.json
    assert document["schema"] == "compactx.scan/1"
    assert {item["to"] for item in document["items"]} >= {
        "gcm",
        "ny-declaration",
        "unga",
        "gcm/objective-5",
        "gcm/33.c",
        None,
    }
    for item in document["items"]:
        assert {"locator", "surface", "start", "end", "status", "kind", "to", "name", "pinpoint"} <= item.keys()
        assert TEXT[item["start"] : item["end"]] == item["surface"]
    assert [(p["locator"], p["kind"]) for p in document["provisions"]] == [("1", "paragraph"), ("2", "paragraph")]
    assert document["documents"][0]["unresolved"] == 1


def test_lines_for_a_pipe(run_cli, plan):
    lines = [line.split("\t") for line in run_cli("scan", plan, "--plain").out.splitlines()]
    assert all(len(line) == 7 for line in lines)
    assert lines[0][:4] == ["1", "resolved", "resolution", "ny-declaration"]


def test_ids_lead_to_the_next_command(run_cli, plan):
    assert "ny-declaration" in run_cli("scan", plan, "--ids").out.splitlines()


def test_only_what_needs_a_look(run_cli, plan):
    items = run_cli("scan", plan, "--status", "unresolved,ambiguous", "--json").items
    assert [item["name"] for item in items] == ["Harbour Declaration on Ferries"]


def test_a_table_of_authorities(run_cli, plan):
    items = run_cli("scan", plan, plan, "--authorities", "--json").items
    known = {item["id"]: item for item in items}
    assert known["gcm"]["count"] == 4
    assert items[-1]["status"] == "unresolved"
    assert {"file": "plan.txt", "locator": "2", "pinpoint": "paragraph 33 (c)"} in known["gcm"]["places"]


def test_a_part_that_there_is_not_is_no_instrument_that_there_is_not(run_cli, tmp_path):
    """The instrument is in the corpus; what it does not have stands apart, each part once."""
    text = tmp_path / "parts.txt"
    text.write_text(
        "Article 45 of the CEDAW, article 45 of the ICERD and again article 45 of the CEDAW, and A/HRC/99/7."
    )
    page = run_cli("scan", str(text), "--authorities").out
    absent, _, unknown = page.partition("NO SUCH PART")[2].partition("NOT IN THE CORPUS")
    assert "2  CEDAW  cedaw  article 45 (30 is the last article)" in absent
    assert "1  ICERD  icerd  article 45 (25 is the last article)" in absent
    assert "CEDAW" not in unknown
    assert "A/HRC/99/7" in unknown
    items = run_cli("scan", str(text), "--authorities", "--json").items
    assert [item["whole"] for item in items if item["whole"]] == ["cedaw", "icerd"]
    assert "no such part: article 45 (30 is the last article)" in run_cli("scan", str(text)).out


def test_which_objectives_are_touched_and_which_not(run_cli, plan):
    items = run_cli("scan", plan, "--coverage", "--json").items
    assert [item["objective"] for item in items] == list(range(1, 24))
    assert [item["objective"] for item in items if item["touched"] == "named"] == [5, 6, 12, 17]
    assert items[0]["touched"] == "no"


def test_pages_for_a_terminal(run_cli, plan):
    wide = {"COMPACTX_FORCE_TTY": "100", "NO_COLOR": "1"}
    clauses = run_cli("scan", plan, env=wide).out
    assert "“objectives 5”" in clauses
    assert (
        clauses.splitlines()[1] == "cites 7 texts and names 1 body or group in 2 clauses; 1 of 9 citations needs a look"
    )
    assert "“Harbour Declaration on Ferries”  not in the corpus" in clauses
    by_instrument = run_cli("scan", plan, "--by", "instrument", env=wide).out
    assert by_instrument.index("Global Compact for Migration  gcm") < by_instrument.rindex("Harbour Declaration")
    assert "NOT IN THE CORPUS" in run_cli("scan", plan, "--authorities", env=wide).out
    assert "4 of 23 objectives named" in run_cli("scan", plan, "--coverage", env=wide).out
    narrow = run_cli("scan", plan, "--coverage", env={"COMPACTX_FORCE_TTY": "40", "NO_COLOR": "1"}).out
    assert max(map(len, narrow.splitlines())) <= 40


def test_standard_input_is_a_document(run_cli):
    answer = run_cli("scan", "-", "--json", stdin=TEXT)
    assert answer.status == 0
    assert len(answer.items) > 5


def test_nothing_found_is_an_answer(run_cli, tmp_path):
    path = tmp_path / "empty-handed.txt"
    path.write_text("Ferries are slow and the sea is wide.", encoding="utf-8")
    answer = run_cli("scan", str(path), "--plain")
    assert (answer.status, answer.out) == (1, "")


@pytest.mark.parametrize(
    "argv", [["no-such-file.txt"], ["."], ["-", "-"], ["--authorities", "--coverage", "x"], ["--by", "colour", "x"], []]
)
def test_what_cannot_be_read_or_asked(run_cli, argv):
    answer = run_cli("scan", *argv, stdin="text")
    assert answer.status == 2
    assert answer.out == ""
    assert 1 <= len(answer.err.splitlines()) <= 5


def test_hostile_text_reaches_no_terminal(run_cli, tmp_path):
    path = tmp_path / "bad\u202ename.txt"
    path.write_text(
        "See the Harbour Decla\x1b[31mration on \u202eFerries and the Ferry\x07 Declaration on [bold]Boats.",
        encoding="utf-8",
    )
    for env in ({}, {"COMPACTX_FORCE_TTY": "100"}):
        answer = run_cli("scan", str(path), env={**env, "NO_COLOR": "1"})
        assert not any(char in answer.out for char in "\x1b\u202e\x07")


def test_the_same_input_gives_the_same_bytes(run_cli, plan):
    first, second = (run_cli("scan", plan, "--json").out for _ in range(2))
    assert first == second
    assert json.loads(first)["count"] == len(json.loads(first)["items"])


def test_bare_numbers_in_a_table_are_of_the_body_that_heads_their_column(run_cli, tmp_path):
    rows = "<tr><td>72/244</td><td>35/17</td></tr><tr><td>60/251</td><td>28/32; 41/12</td></tr>"
    heads = "<tr><th>General Assembly resolutions</th><th>Human Rights Council resolutions</th></tr>"
    page = f"<html><body><p>What asks for it.</p><table>{heads}{rows}</table></body></html>"
    (tmp_path / "mandates.html").write_text(page, encoding="utf-8")
    items = json.loads(run_cli("scan", str(tmp_path / "mandates.html"), "--json").out)["items"]
    assert [item["symbol"] for item in items if item["symbol"]] == [
        "A/RES/72/244", "A/HRC/RES/35/17", "A/RES/60/251", "A/HRC/RES/28/32", "A/HRC/RES/41/12",
    ]  # fmt: skip


POINTS = """Plan

1. First part

1.1 We recall the Paris Agreement.

1.2 We recall the Global Compact for Migration:

(a) and the 2030 Agenda.

2. Second part

2.1 We act on objective 5 of the Global Compact for Migration.
"""


@pytest.fixture
def points(tmp_path):
    path = tmp_path / "points.txt"
    path.write_text(POINTS, encoding="utf-8")
    return str(path)


def test_a_number_with_points_is_printed_as_the_document_writes_it(run_cli, points):
    numbers = [line.split("  ")[0] for line in run_cli("scan", points).out.splitlines()]
    assert {"1.1", "1.2", "1.2(a)", "2.1"} <= set(numbers)
    assert "2.1" in run_cli("scan", points, "--by", "instrument").out
    for table in ("--authorities", "--coverage"):
        for form in ((), ("--plain",), ("--json",)):
            out = run_cli("scan", points, table, *form).out
            assert "2.1" in out
            assert "2(1)" not in out


def test_other_commands_print_the_number_too(run_cli, points, tmp_path):
    changed = tmp_path / "changed.txt"
    changed.write_text(POINTS.replace("We act on", "We shall act on"), encoding="utf-8")
    terminal = {"COMPACTX_FORCE_TTY": "80", "NO_COLOR": "1", "XDG_DATA_HOME": str(tmp_path)}
    asked = (
        ("compare", points, str(changed)), ("check", str(changed), "--all"),
        ("import", points, "--id", "plan-of-points"), ("agreed", str(changed), "--words", "5"),
        ("import", str(changed), "--id", "plan-of-points"),
    )  # fmt: skip
    shown = [run_cli(*words, env=terminal).out for words in asked]
    assert not any("2(1)" in out for out in shown)
    assert all("2.1" in out for at, out in enumerate(shown) if asked[at][:2] != ("import", points))
