"""What a publisher's link, a table's heading and a name in front of its acronym say of a citation."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from compactx.citation import corrections, unknown
from compactx.citation.citation import RESOLVED, UNRESOLVED, Citation, ClauseSpan

KNOWN = {"A/RES/70/1": "plan", "A/RES/71/1": "pact"}
CATALOGUE = SimpleNamespace(
    of_symbol=lambda symbol: KNOWN.get(symbol, ""),
    kind=lambda identity: {"plan": "framework", "pact": "resolution"}[identity],
    title=lambda identity: f"The {identity}",
)


def cited(symbol, to="", surface="resolution 70/1", **fields):
    found = Citation("1", surface, 4, 4 + len(surface), RESOLVED if to else UNRESOLVED, "resolution", to, "known",
                     symbol=symbol, rule="resolution-number", confidence="low", candidates=("plan", "pact"),
                     parts=("3",))  # fmt: skip
    return found.replace(**fields)


# Links


def linked_to(symbol, *citations, at=(4, 19), text="See resolution 70/1 of the Assembly."):
    spans = [ClauseSpan("1", "paragraph", 0, len(text))]
    return corrections.with_links(text, list(citations), [(*at, symbol)], spans, CATALOGUE)


@pytest.mark.parametrize("to", ["plan", ""])
def test_a_link_to_what_was_found_makes_it_official(to):
    before = cited("A/RES/70/1", to)
    assert linked_to("A/RES/70/1", before) == [before.replace(basis="official", confidence="high")]


def test_a_link_corrects_what_a_symbol_was_taken_for():
    [found] = linked_to("A/RES/70/1", cited("A/RES/70/1", "pact"))
    assert (found.to, found.kind, found.name, found.rule, found.parts) == ("plan", "framework", "The plan", "link", ())
    assert (found.status, found.candidates, found.basis, found.confidence) == (RESOLVED, (), "official", "high")


def test_a_link_corrects_the_symbol_and_keeps_parts_of_the_same_thing():
    [found] = linked_to("A/RES/70/1", cited("A/HRC/RES/70/1", "plan"))
    assert (found.symbol, found.to, found.parts, found.rule) == ("A/RES/70/1", "plan", ("3",), "link")


@pytest.mark.parametrize(("symbol", "kind"), [("A/RES/72/1", "resolution"), ("A/72/1", "document")])
def test_a_link_to_what_nobody_knows_is_unresolved(symbol, kind):
    [found] = linked_to(symbol, at=(4, 19), text="See resolution 72/1 of the Assembly.")
    assert (found.symbol, found.to, found.name, found.kind) == (symbol, "", symbol, kind)
    assert (found.status, found.surface, found.basis, found.locator) == (UNRESOLVED, "resolution 72/1", "official", "1")


def test_a_link_on_other_numbers_says_nothing():
    assert linked_to("A/RES/70/1", text="See resolution 55/9 of the Assembly.") == []


@pytest.mark.parametrize(
    ("at", "meets"),
    [((0, 4), False), ((0, 5), True), ((9, 12), True), ((0, 36), True), ((18, 36), True), ((19, 36), False)],
)
def test_a_link_speaks_of_the_citation_that_it_meets(at, meets):
    """The citation stands at 4 to 19; another one beside it is left as it is."""
    far = cited("A/RES/70/1", "plan", start=40, end=46)
    found = linked_to("A/RES/70/1", cited("A/RES/70/1", "plan"), far, at=at)
    assert [one.basis for one in found if one.start == 4] == ["official" if meets else "text"]
    assert [one.basis for one in found if one.start == 40] == ["text"]


@pytest.mark.parametrize(("symbol", "basis", "more"), [("A/RES/70/1", "official", 0), ("A/RES/71/1", "text", 1)])
def test_a_link_on_a_name_without_a_number_confirms_it_or_is_another_citation(symbol, basis, more):
    text = "See the plan of all lakes once more."
    named = cited("A/RES/70/1", "plan", surface="the plan of all")
    found = linked_to(symbol, named, text=text)
    assert [one.basis for one in found if one.surface == named.surface and one.rule != "link"] == [basis]
    assert [one.to for one in found if one.rule == "link"] == ["pact"] * more


def test_a_link_in_a_long_citation_is_found():
    long = cited("A/RES/70/1", "plan", surface="resolution 70/1 " + "of the lakes " * 40)
    [found] = linked_to("A/RES/70/1", long, at=(long.end - 5, long.end), text="See " + long.surface)
    assert found.basis == "official"


# Cells


@pytest.mark.parametrize(
    ("symbol", "organ"), [("A/RES/77/5", "A"), ("A/DEC/77/5", "A"), ("E/DEC/3", "E"), ("E/CN.4/RES/3", "E/CN.4")]
)
def test_an_organ_is_what_stands_before_the_kind(symbol, organ):
    assert corrections._organ(symbol) == organ


def test_a_heading_says_whose_numbers_stand_below_it():
    text = "See 70/1 of that year."
    found = cited("A/HRC/RES/70/1", surface="70/1", rule="resolution-number", end=8)
    heading = "Resolutions of the General Assembly"
    [changed] = corrections.with_cells(text, [found], [(4, 8, heading, "")], CATALOGUE)
    assert (changed.symbol, changed.to, changed.kind, changed.status) == ("A/RES/70/1", "plan", "framework", RESOLVED)
    assert (changed.confidence, changed.candidates, changed.name) == ("high", (), "The plan")
    [titled] = corrections.with_cells(text, [found], [(4, 8, "Number", heading)], CATALOGUE)
    assert titled == changed
    assert corrections.with_cells(text, [found], [(4, 8, "Number", "")], CATALOGUE) == [found]
    decision = cited("A/DEC/70/1", surface="70/1", rule="resolution-number", end=8)
    assert corrections.with_cells(text, [decision], [(4, 8, heading, "")], CATALOGUE) == [decision]


# Names in front of acronyms


@pytest.mark.parametrize(
    ("letters", "name", "spelt"),
    [
        ("SRSG", "Special Representative of the Secretary-General", True),
        ("FMS", "Member States", False),
        ("s", "Sea Board", False),
        ("1", "One Board", False),
        ("SB", "", False),
        ("SB", "of the Sea Board", False),
        ("SBs", "Sea Boards", True),
        ("SQB", "Sea Board", False),
        ("BS", "Sea Board", False),
    ],
)
def test_letters_spell_a_name(letters, name, spelt):
    assert unknown.spells(letters, name) is spelt


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Joint Harbour Verification Team (JHVT) met", ["Joint Harbour Verification Team"]),
        ("Joint Harbour Verification Team (JHVT) met", ["Joint Harbour Verification Team"]),
        ("\nHarbour Verification Board (HVB) met", ["Harbour Verification Board"]),
        ("the joint team (JHVT) met", []),
        ("the Verification of Nothing (XYZ) met", []),
    ],
)
def test_a_name_stands_before_its_acronym(text, names):
    assert [text[start:end].strip() for start, end in unknown.find_bracketed(text)] == names
