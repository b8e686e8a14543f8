"""What the reader does at its limits and one beyond, where no text comes by itself, and what it says unasked."""

from __future__ import annotations

import itertools
import time
from types import SimpleNamespace

import pytest

from compactx.citation import catalogue as existing
from compactx.citation import organs
from compactx.citation.citation import Anchor, Citation, Clauses, ClauseSpan
from compactx.citation.corrections import with_cells, with_links
from compactx.citation.definitions import Definition
from compactx.citation.language import codes, language_of, name_of
from compactx.citation.memory import Interpretation, Memory, Thing, tie
from compactx.citation.normalise import fold_text, key, normalise
from compactx.citation.numbers import canonical, find_numbers, held_spellings
from compactx.citation.scan import scan_text, stretches
from compactx.citation.symbols import Symbol, find_acts, find_symbols, symbol_kind, tidy
from compactx.model.extent import Absence, Extent


def cited(text, catalogue, spans=()):
    return scan_text(text, spans, catalogue)


def test_a_citation_says_nothing_unasked():
    plain = Citation("1", "the Pact", 3, 11, "resolved", "treaty", "pact", "Pact of the Lakes")
    assert plain == Citation(
        "1", "the Pact", 3, 11, "resolved", "treaty", "pact", "Pact of the Lakes", "", (), "", "text", "", "high", "",
        (), "", "", "", "",
    )  # fmt: skip


def test_what_is_made_unasked():
    assert Thing("pact") == Thing("pact", "", "", "")
    assert Interpretation((), "resolved", "name") == Interpretation((), "resolved", "name", "high")
    assert Symbol(0, 4, "70/1", "resolution", "symbol").refusal == ""
    anchor = Anchor(1, 2, "name", ())
    assert (anchor.how, anchor.outer, anchor.pinpoint) == ("", -1, None)
    assert ClauseSpan("1", "paragraph", 0, 4).note_of == ""
    place = Clauses([ClauseSpan("1", "paragraph", 2, 4)]).at(9)
    assert (place.number, place.locator, place.note) == (-1, "", "")
    assert Clauses([]).at(0).number == -1
    definition = Definition("QT", 3, 5, 9)
    assert (definition.words, definition.anchor, definition.opened, definition.closed) == ("QT", 3, 5, 9)


# Numbers of organs


@pytest.mark.parametrize(
    ("organ", "number", "resolution", "decision"),
    [
        ("A", 300, "RES", "RES"), ("A", 301, "RES", "DEC"), ("A", 400, "RES", "DEC"), ("A", 401, "DEC", "DEC"),
        ("A/HRC", 100, "RES", "RES"), ("A/HRC", 101, "DEC", "DEC"), ("E", 100, "RES", "DEC"), ("E", 101, "RES", "DEC"),
        ("E", 200, "RES", "DEC"), ("E", 201, "DEC", "DEC"), ("E/CN.4", 100, "RES", "DEC"),
        ("E/CN.4", 101, "DEC", "DEC"), ("E/CN.4/Sub.2", 60, "RES", "DEC"), ("E/CN.4/Sub.2", 101, "DEC", "DEC"),
        ("E/CN.4/Sub.2", 100, "RES", "DEC"), ("S", 5000, "RES", "DEC"),
    ],
)  # fmt: skip
def test_what_a_number_is_of(organ, number, resolution, decision):
    assert (organs.word_of(organ, number, "RES"), organs.word_of(organ, number, "DEC")) == (resolution, decision)


@pytest.mark.parametrize(
    ("organ", "session", "number", "why"),
    [
        ("A", "74", 999, ""), ("A", "74", 1000, "number 1000"), ("A", "82", 5, ""), ("A", "83", 5, "session 83"),
        ("A/HRC", "54", 250, ""), ("A/HRC", "54", 251, "number 251"), ("A/HRC", "66", 1, ""),
        ("A/HRC", "67", 1, "session 67"),
        ("E", "2018", 700, ""), ("E", "2018", 701, "number 701"), ("E", "2027", 1, ""),
        ("E", "2028", 1, "resolution of 2028"), ("E", "18", 701, ""), ("A", "2018", 1000, ""), ("S", "74", 9999, ""),
        ("E/CN.4", "2001", 9999, ""), ("A", "S-24", 9999, ""),
    ],
)  # fmt: skip
def test_why_an_organ_never_gave_a_number(monkeypatch, organ, session, number, why):
    monkeypatch.setattr(organs, "this_year", lambda: 2026)
    assert organs.never(organ, session, number) == why


def test_the_year_of_the_clock():
    assert organs.this_year() == time.gmtime().tm_year


def test_what_cannot_have_been_given_is_told_with_the_organs_name(monkeypatch):
    monkeypatch.setattr(organs, "this_year", lambda: 2026)
    assert (
        organs.why_refused("2018/999", "E") == "no such number: the Economic and Social Council has had no number 999"
    )
    assert organs.why_refused("99/999", "A/HRC") == "no such number: the Human Rights Council has had no session 99"
    assert organs.why_refused("99", "A") == organs.why_refused("99/x", "A") == organs.why_refused("99/12", "S") == ""


@pytest.mark.parametrize(
    ("session", "named", "owner"), [("XXX", "A", "A"), ("XXXI", "A", "E"), ("XXX", "E", "E"), ("V", "S", "A")]
)
def test_whose_a_roman_session_is(session, named, owner):
    assert organs.roman_owner(session, named) == owner


# Acts and symbols


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("Council Decision 604/20", []), ("Council Decision 604/201", ["Decision 604/201"]),
        ("Council Decision 2019/1", []), ("Council Decision 2019/1754", ["Decision 2019/1754"]),
        ("Council Framework Decision 2002/584/JHA", ["Decision 2002/584/JHA"]),
        ("Decision 2019/1754", []), ("Decision (CFSP, Euratom) 2019/1754", ["Decision (CFSP, Euratom) 2019/1754"]),
        ("Decision (XX) 2019/1754", []), ("Directive 2008/115/ECX", []),
    ],
)  # fmt: skip
def test_acts_of_the_union(text, symbols):
    assert [(one.symbol, one.kind, one.rule) for one in find_acts(text)] == [
        (symbol, "document", "european-act") for symbol in symbols
    ]


@pytest.mark.parametrize(
    ("union"), ["EU", "EC", "EEC", "CE", "CEE", "UE", "ECSC", "Euratom", "JHA", "JAI", "CFSP", "PESC"]
)
def test_every_letters_of_the_union(union):
    assert [one.symbol for one in find_acts(f"Regulation ({union}) 604/2013 and Directive 2008/115/{union}.")] == [
        f"Regulation ({union}) 604/2013", f"Directive 2008/115/{union}"
    ]  # fmt: skip


ORGANS = (
    "A|S|E|T|ST|CD|CCW|NPT|TD|UNEP|FCCC|CBD|ICCD|CTOC|CAC|SPLOS|ISBA|CLCS|JIU|DP|HSP|IDB|GC|CEDAW|CRC|CRPD|CCPR|CAT"
    "|CED|CERD|CMW|HRI|HR|BWC|TPNW|LC|LEG|PCNICC|DC|APLC|ICC|WHA|EB|Assembly|HS|ECE|LG|UNFF|IPBES|UNW|SAICM|PBC"
    "|ESCAP|E_ESCAP|CEB|ICEF|HLPF|IOM|MC|ACC|LNTS|ILC|DEC|INFCIRC|UNCTAD|CP|SCA|OSPAR|ASEAN|EC|UNODC|COP|DPKO|CLT|UNA"
    "|AU|EX|MIGRATION"
)


@pytest.mark.parametrize("organ", ORGANS.split("|"))
def test_symbols_of_every_organ(organ):
    assert [one.symbol for one in find_symbols(f"see {organ}/2018/5 and X{organ}/2018/5")] == [f"{organ}/2018/5"]


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("217 A (III)", "217(III)A"), ("217 (III) A", "217(III)A"), ("217 (III)", "217(III)"), ("66/235 B", "66/235B"),
        ("1325 (2000).", "1325(2000)"), ("A/RES/2200 A (XXI)", "A/RES/2200(XXI)A"),
    ],
)  # fmt: skip
def test_a_number_without_spaces(written, one):
    assert tidy(written) == one


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [("A/RES/70/1", "resolution"), ("a/res/70/1", "resolution"), ("A/DEC/70/1", "resolution"), ("A/70/1", "document")],
)
def test_what_a_symbol_is_of(symbol, kind):
    assert symbol_kind(symbol) == kind


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("70/1", "A/RES/70/1"), ("S-24/2", "A/RES/S-24/2"), ("ES-10/15", "A/RES/ES-10/15"),
        ("2200 A (XXI)", "A/RES/2200(XXI)A"), ("General Assembly resolution 70/1", "A/RES/70/1"),
        ("70/1, annex", "A/RES/70/1 annex"), ("70/1 annex II", "A/RES/70/1 annex II"),
        ("70/1, annexes iv", "A/RES/70/1 annex IV"), ("nothing, annex II", ""), ("70", ""), ("", ""),
        ("  A/71/728 ", "A/71/728"), ("(A/71/728)", "A/71/728"), ("see A/71/728", "A/71/728"), ("seen A/71/728", ""),
    ],
)  # fmt: skip
def test_the_one_spelling(written, one):
    assert canonical(written) == one


@pytest.mark.parametrize(
    ("symbol", "held"),
    [
        ("A/RES/217(III)A", ["A/RES/217(III)A", "A/RES/217(III)"]),
        ("A/RES/217(III)", ["A/RES/217(III)", "A/RES/217(III)A"]),
        ("A/RES/66/235B annex II", ["A/RES/66/235B annex II", "A/RES/66/235B", "A/RES/66/235"]),
        ("S/2020(V)", ["S/2020(V)"]), ("A/70/1", ["A/70/1"]),
    ],
)  # fmt: skip
def test_the_spellings_that_a_catalogue_may_hold(symbol, held):
    assert held_spellings(symbol) == held


# Cells, links, footnotes, parts


@pytest.mark.parametrize(("length", "organ"), [(400, "A/HRC/RES/17/4"), (401, "A/RES/17/4")])
def test_a_cell_is_of_its_heading_as_far_as_it_may_be_long(catalogue, length, organ):
    text = "17/4".ljust(length, " ")
    found = [Citation("", "17/4", 0, 4, "unresolved", "resolution", "", "A/RES/17/4", symbol="A/RES/17/4",
                      rule="resolution-number", confidence="low", reason="why", candidates=("x",))]  # fmt: skip
    [one] = with_cells(text, found, [(0, length, "Human Rights Council resolutions", "")], catalogue)
    assert one.symbol == organ
    if length == 400:
        assert (one.name, one.status, one.confidence, one.reason, one.candidates, one.kind, one.to) == (
            "A/HRC/RES/17/4", "unresolved", "high", "", (), "resolution", ""
        )  # fmt: skip


def test_the_title_above_a_table_speaks_where_the_heading_does_not(catalogue):
    found = [Citation("", "17/4", 0, 4, "unresolved", "resolution", "", "A/RES/17/4", symbol="A/RES/17/4",
                      rule="resolution-number")]  # fmt: skip
    title = "Human Rights Council resolutions"
    assert [one.symbol for one in with_cells("17/4", found, [(0, 4, "Number", title)], catalogue)] == ["A/HRC/RES/17/4"]
    assert with_cells("17/4", found, [(0, 4, "Number", "Title")], catalogue) == found
    other = [found[0].replace(rule="symbol")]
    assert with_cells("17/4", other, [(0, 4, title, "")], catalogue) == other


LINKED = [
    # words, read as, link, what it is then
    ("17/4", "A/RES/17/4", "A/HRC/RES/17/4", ("A/HRC/RES/17/4", "link", "official")),
    ("17/4", "A/RES/17/4", "A/RES/17/4", ("A/RES/17/4", "resolution-number", "official")),
    ("17/4", "A/RES/17/4", "A/HRC/RES/35/17", ("A/RES/17/4", "resolution-number", "text")),
    ("17/04", "A/RES/17/04", "A/HRC/RES/17/4", ("A/HRC/RES/17/4", "link", "official")),
    ("decision 71/1", "A/DEC/71/1", "resolution 71/1", ("resolution 71/1", "link", "official")),
]


@pytest.mark.parametrize(("words", "symbol", "link", "told"), LINKED)
def test_what_a_link_says_of_a_number(catalogue, words, symbol, link, told):
    read = Citation("", words, 0, len(words), "unresolved", "resolution", "", symbol, symbol=symbol,
                    rule="resolution-number", confidence="low")  # fmt: skip
    [one] = with_links(words, [read], [(0, len(words), link)], (), catalogue)
    assert (one.symbol, one.rule, one.basis) == told
    assert one.confidence == ("high" if told[2] == "official" else "low")


@pytest.mark.parametrize(("before", "found"), [(600, 1), (601, 2)])
def test_a_link_looks_so_far_back_for_what_it_is_in(catalogue, before, found):
    text = "17/4 " + "x" * (before - 5) + "17/4"
    read = Citation("", text, 0, len(text), "unresolved", "resolution", "", "17/4", symbol="A/RES/17/4")
    links = [(before, before + 4, "A/HRC/RES/17/4")]
    assert len(with_links(text, [read], links, (), catalogue)) == found


def test_a_link_without_a_number_is_a_citation_of_its_own(catalogue):
    words = " ".join(f"w{chr(97 + n)}" for n in range(14))
    spans = [ClauseSpan("7", "paragraph", 0, len(words))]
    for symbol, kind in (("A/HRC/RES/17/4", "resolution"), ("A/71/728", "document")):
        [one] = with_links(words, [], [(0, len(words), symbol)], spans, catalogue)
        assert one == Citation(
            "7", " ".join(words.split()[:12]), 0, len(words), "unresolved", kind, "", symbol, symbol=symbol,
            basis="official", rule="link",
        )  # fmt: skip
    [known] = with_links("so", [], [(0, 2, "A/RES/55/25")], (), catalogue)
    assert (known.to, known.status, known.name) == ("lake-convention", "resolved", catalogue.title("lake-convention"))
    assert with_links("5 so", [], [(0, 4, "A/71/728")], (), catalogue) == []


def test_a_name_is_tied_to_the_footnote_whose_mark_it_carries():
    notes = [ClauseSpan("note-3", "footnote", 40, 60, note_of="1")]
    name = Citation(
        "1", "Quay Pact", 0, 9, "unresolved", "treaty", "", "Quay Pact", confidence="low", candidates=("x",)
    )
    note = Citation("1", "A/71/728", 45, 53, "unresolved", "document", "", "A/71/728", symbol="A/71/728", note="note-3")
    for mark in ("\u00b3", '"\u00b3', ",\u00b3", " 3 "):
        text = f"Quay Pact{mark} and so on".ljust(70)
        [one, _] = tie(text, [name, note], notes)
        assert (one.symbol, one.rule, one.confidence, one.status, one.kind, one.name, one.candidates) == (
            "A/71/728", "footnote", "medium", "unresolved", "treaty", "Quay Pact", (),
        )  # fmt: skip
    known = note.replace(to="pact", name="Pact", kind="framework")
    [one, _] = tie("Quay Pact\u00b3".ljust(70), [name, known], notes)
    assert (one.status, one.to, one.kind, one.name) == ("resolved", "pact", "framework", "Pact")
    for text in ("Quay Pact 3/4", "Quay Pact 3.1", "Quay Pact 33", "Quay Pact so 3", "Quay Pact\u00b9"):
        assert tie(text.ljust(70), [name, note], notes) == [name, note]
    assert tie("Quay Pact\u00b3".ljust(70), [name.replace(kind="body"), note], notes)[0].symbol == ""


@pytest.mark.parametrize("words", ["none such", ""])
@pytest.mark.parametrize(("answer", "sure"), [(existing.NO, True), (existing.UNLIKELY, False)])
def test_what_is_said_of_a_part_that_does_not_exist(monkeypatch, words, answer, sure):
    extent = SimpleNamespace(ranges=("x",), has=lambda _: answer, words=lambda _: words)
    monkeypatch.setattr(existing, "extent_of", lambda *_: extent)
    lacks = existing.existence(SimpleNamespace(by_id=lambda _: object()))
    assert lacks("pact", "article-9") == Absence(words or "no such part", sure)
    monkeypatch.setattr(existing, "extent_of", lambda *_: Extent())
    assert existing.existence(SimpleNamespace(by_id=lambda _: object()))("pact", "article-9") is None
    assert existing.existence(SimpleNamespace(by_id=lambda _: None))("pact", "article-9") is None


# Folding


@pytest.mark.parametrize(
    ("written", "plain"),
    [(mark, "-") for mark in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"]
    + [(mark, "'") for mark in "\u2018\u2019\u201a\u201b"]
    + [(mark, '"') for mark in "\u201c\u201d\u201e\u201f"]
    + [(mark, "") for mark in "\u00ad\u200b\u200c\u200d\ufeff"],
)
def test_every_mark_is_folded(written, plain):
    assert normalise(f"a{written}b") == f"a{plain}b"
    assert fold_text(f"a{written}b").text == f"a{plain}b"


def test_what_names_are_compared_by():
    assert key("".join(map(chr, range(128)))) == "".join(
        char if char == "\n" else char.lower() if char.isalnum() else " " for char in map(chr, range(128))
    )
    assert key("Ä-B C\u00a0D\n") == "Ä b c\u00a0d\n"


@pytest.mark.parametrize(
    ("text", "words", "folded"),
    [
        ("mi-\ngrants", {"migrants"}, "migrants"), ("mi-\ngrants", (), "mi-grants"),
        ("mi-" + " " * 8 + "\ngrants", {"migrants"}, "migrants"),
        ("mi-" + " " * 9 + "\ngrants", {"migrants"}, "mi- grants"),
        ("mi-\n" + " " * 40 + "grants", {"migrants"}, "migrants"),
        ("mi-\n" + " " * 41 + "grants", {"migrants"}, "mi- grants"),
        ("a\n\nb", (), "a \n b"), ("a\n \t\nb", (), "a \n b"), ("a\fb", (), "a \n b"), ("a\u2029b", (), "a \n b"),
        ("a \n b", (), "a b"), ("a\tb", (), "a b"), ("a\u00b9\u2070\u2079b", (), "ab"), ("\ufb01n", (), "fin"),
    ],
)  # fmt: skip
def test_what_is_folded(text, words, folded):
    assert fold_text(text, words=frozenset(words)).text == folded


# Languages


WORDS = {
    "en": (
        "the of and to in that for with on by from as is are be this which its was have has not at or an we our their"
    ),
    "fr": "de la le les des et en du dans pour sur par que qui une un est sont au aux ces ses avec ne pas l d",
    "es": "de la el los las y en del que para por con una un se es su sus al como más no lo esta este",
    "pt": "de que não uma com para os dos das ao pela pelo são também mais à foi seus",
    "de": "der die und das den von zu mit ist für auf des im nicht eine sich dem auch als",
    "it": "di che il della per una con del sono nel alla dei gli delle più anche dal nella",
    "nl": "de van het een en dat is op te zijn voor met niet aan door ook naar worden",
    "ru": "и в на что не с по для как к из о от при или его также",  # noqa: RUF001 - Russian words
    "ar": "في من على إلى أن التي الذي عن مع هذا هذه أو بين",
}
ONE = {word: code for code, words in WORDS.items() for word in words.split()}
SHARED = {
    word for one, other in itertools.combinations(WORDS, 2) for word in {*WORDS[one].split()} & {*WORDS[other].split()}
}


@pytest.mark.parametrize("word", sorted({*ONE} - SHARED))
def test_every_small_word_tells_its_language(word):
    assert language_of(f"{word} " * 8) == ONE[word]


@pytest.mark.parametrize("word", sorted(SHARED))
def test_a_word_of_two_languages_tells_none(word):
    assert language_of(f"{word} " * 8) == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("their " * 8 + "x " * 400, "en"), ("their " * 7 + "x " * 400, ""), ("their " * 2 + "x " * 9, "en"),
        ("their " * 2 + "x " * 10, ""), ("their", ""), ("their " * 9 + "sont " * 6, "en"),
        ("their " * 9 + "sont " * 7 + "x " * 200, ""), ("移" * 26 + "x" * 74, "zh"), ("移" * 25 + "x" * 75, ""),
        ("x " * 3000 + "their " * 9 + "x " * 9000 + "sont " * 20 + "x " * 4000, ""),
    ],
)  # fmt: skip
def test_how_many_words_tell_a_language(text, language):
    assert language_of(text) == language


def test_only_the_beginning_the_middle_and_the_end_tell_a_language():
    blank = "x" * 5999 + " "
    assert language_of("their " * 1000 + blank * 9 + "sont " * 10) == "en"
    assert language_of(blank + "sont " * 100 + blank * 8) == ""
    assert language_of(blank * 4 + "sont " * 1200 + blank * 4) == "fr"


def test_the_names_of_languages():
    told = {code: name_of(code) for code in (*codes(), "pt", "de", "it", "nl", "ru", "ar", "zh", "xx")}
    assert told == {
        "en": "English", "es": "Spanish", "fr": "French", "pt": "Portuguese", "de": "German", "it": "Italian",
        "nl": "Dutch", "ru": "Russian", "ar": "Arabic", "zh": "Chinese", "xx": "xx",
    }  # fmt: skip


# Memory


def test_what_a_noun_stands_for(catalogue):
    memory = Memory(catalogue)
    assert memory.point_back("Convention", 1) == (None, [])
    lake, river = Thing("lake-convention"), Thing("river-convention")
    memory.cite(lake, 1, 10)
    assert memory.point_back("Convention", 9) == (lake, [lake])
    memory.cite(river, 2, 20, end=25)
    assert memory.point_back("Convention", 2) == (None, [river, lake])
    assert memory.point_back("Convention", 3) == (river, [river, lake])
    assert memory.point_back("Convention", 9) == (None, [river, lake])
    assert memory.point_back("Convention", 9, nearest=True)[0] == river
    assert (memory.last_at(river, "Convention"), memory.last_at(lake, "Convention")) == (25, 10)
    assert memory.last_at(Thing("pact"), "Convention") == memory.last_at(river, "Protocol") == -1
    for at in range(8):
        memory.cite(lake, 3, 30 + at)
        one, _ = memory.point_back("Convention", 9)
        assert (one == lake) == (memory.count(lake) >= 4 * memory.count(river))


def test_a_clause_keeps_a_hundred_things_for_ibid(catalogue):
    memory = Memory(catalogue)
    for number in range(102):
        memory.cite(Thing("", f"Quay Pact {number}"), 1, number)
    assert len(memory.last[False]) == 100
    memory.cite(Thing("", "Pier Pact"), 2, 200)
    assert [thing.name for thing in memory.last[False]] == ["Pier Pact"]
    memory.cite(Thing("", "Dock Pact"), 2, 201, note=True)
    memory.cite(Thing("", "Lock Pact"), 2, 202, own=False)
    assert [thing.name for thing in memory.last[False]] == ["Pier Pact"]
    assert [thing.name for thing in memory.last[True]] == ["Dock Pact"]


def test_whose_annex_a_text_means(catalogue):
    memory = Memory(catalogue)
    memory.aim(Thing("ford"), ("annex-ii.8.a", "annex-iii"))
    assert memory.annexed("annex-ii.9") == Thing("ford")
    assert memory.annexed("annex-iii") is None
    memory.aim(Thing("pact"), ("annex-ii",))
    assert memory.annexed("annex-ii") is None


def test_a_name_binds_before_a_symbol(catalogue):
    for text in (
        "The Ford Declaration on Streams (resolution 71/1) was read. The Declaration is old.",
        "Resolution 71/1 was read, and the Ford Declaration on Streams. The Declaration is old.",
    ):
        [one] = [one for one in cited(text, catalogue) if one.rule == "points-back"]
        assert one.binding == "Ford Declaration on Streams"


@pytest.mark.parametrize(
    ("locator", "forms"),
    [
        ("principle-15.k", ["principle-15.k", "15.k"]), ("goal-10.9", ["target-10.9"]), ("article-3", ["article-3"]),
        ("indicator-10.7", ["target-10.7"]), ("article-3.a", ["article-3.a"]),
    ],
)  # fmt: skip
def test_the_locators_that_mean_a_part(locator, forms):
    assert existing._forms(locator) == forms


@pytest.mark.parametrize(("more", "end"), [(30, '"Lakecon")'), (31, '"Lakecon")'), (32, "hereinafter"), (33, "a")])
def test_the_words_that_bind_are_at_most_forty(more, end, catalogue):
    tail = " ".join(["a"] * more)
    text = f'The Convention on the Protection of Lakes (in {tail}, hereinafter "Lakecon") was read. Lakecon was read.'
    [bound] = [one.binding.split() for one in cited(text, catalogue) if one.rule == "defined"]
    assert (len(bound), bound[-1].rstrip(",")) == (min(more + 9, 40), end)


# Stretches, and numbers


def test_a_long_text_is_cut_where_a_paragraph_ends():
    from compactx.citation import scan  # noqa: PLC0415 - its limits are read

    long, least = scan._LONGEST, scan._STRETCH
    assert list(stretches("x" * long)) == [(0, long)]
    assert list(stretches("x" * (long + 1))) == [(0, long), (long, long + 1)]
    for mark in ("\n\n", "\n", " "):
        text = "x" * (least + 10) + mark + "x" * long
        cut = least + 10 + len(mark)
        assert next(stretches(text)) == (0, cut)


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("resolution 1325 (2000)", ["S/RES/1325(2000)"]), ("resolution 217 A (III)", ["A/RES/217(III)A"]),
        ("resolution 2000 (XLIV)", ["E/RES/2000(XLIV)"]), ("resolution S-24/2", ["A/RES/S-24/2"]),
        ("decision 77/547", ["A/DEC/77/547"]), ("resolution 77/547", ["A/DEC/77/547"]),
        ("Security Council resolution 1325", ["S/RES/1325"]), ("resolution 12", []), ("2018/19", []), ("1/2", []),
        ("resolution 2018/6", ["E/RES/2018/6"]), ("half 70/1 of it", []), ("(70/1)", []),
        ("Human Rights Council resolutions 17/4 and 35/17", ["A/HRC/RES/17/4", "A/HRC/RES/35/17"]),
    ],
)  # fmt: skip
def test_numbers_and_whose_they_are(text, symbols):
    assert [one.symbol for one in find_numbers(text) if one.symbol] == symbols
