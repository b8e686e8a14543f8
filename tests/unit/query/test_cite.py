"""The parts of citations, and what each style makes of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from compactx.errors import UsageError
from compactx.model.kinds import family
from compactx.query.cite import cite
from compactx.query.select import select
from compactx.render.citations.bibtex import escape_tex
from compactx.render.items import cite as data

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases/citations.yaml").read_text(encoding="utf-8"))
PAIRS = [(case["ref"], style, text) for case in CASES for style, text in case.items() if style != "ref"]


@pytest.mark.parametrize(("reference", "style", "text"), PAIRS, ids=[f"{style}: {ref}" for ref, style, _ in PAIRS])
def test_styles_follow_their_rules(index, reference, style, text):
    work = cite(index, select(index, reference).node)
    assert data.pasted([work], style, ibid=False) == text


@pytest.mark.long
def test_every_instrument_and_clause_has_a_citation_in_every_style(index):
    styles = data.style_names()
    assert set(styles) == {"un", "oscola", "bluebook", "chicago", "bibtex", "csl", "ris", "link"}
    for node in index.nodes():
        whole = index.node(node.instrument) if node.instrument else node
        if family(whole.kind) == "instrument":
            for item in data.items([cite(index, node)], styles):
                text = item["citation"]
                assert text.strip(), (node.id, item["style"])
                assert not any(bad in text for bad in ("None", "()", ", ,", "  (", " ,", ",,")), (node.id, text)
                if item["style"] in {"un", "oscola", "bluebook", "chicago"}:
                    assert text.endswith("."), text
                    assert not text.endswith(".."), text


def _known(index, node, key):
    return node.date if key == "date" else index.facts(node.n).first(key)


def _pending(index, identity):
    """Say whether a source tells that a treaty was not in force: then no day is missing."""
    return index.facts(index.by_id(identity).n).not_in_force


def test_a_treaty_that_is_not_in_force_is_cited_with_the_day_of_which_that_is_known(index):
    work = cite(index, index.by_id("ctbt"))
    assert (work.in_force, work.not_in_force) == ("", "2025-12-01")
    assert not any("entry into force" in said for said in work.missing)


def test_what_the_corpus_does_not_hold_is_said(index):
    assert cite(index, index.by_id("iccpr")).missing == ()
    said = {"in_force": "no date of entry into force is known", "date": "no date is known"}
    for key, words in said.items():
        told = {node.id for node in index.nodes() if node.kind == "treaty" and words in cite(index, node).missing}
        lacking = {node.id for node in index.nodes() if node.kind == "treaty" and not _known(index, node, key)}
        lacking -= {identity for identity in lacking if key == "in_force" and _pending(index, identity)}
        assert told == lacking
    assert "of low confidence: from general knowledge" in " ".join(cite(index, index.by_id("ilo-c98")).missing)
    assert cite(index, index.by_id("gcm/33.b")).missing == ()


def test_every_treaty_is_cited_whole_or_says_what_is_missing(index, capsys):
    """Print the table of all treaties: adoption, entry into force, place in a series, or the fact that is missing."""
    table = []
    for node in index.of_kind(("treaty",)):
        work = cite(index, node)
        item = {one["style"]: one["citation"] for one in data.items([work], ("oscola", "bluebook"))}
        missing = " ".join(work.missing)
        table.append(f"{node.id:34}{'; '.join(work.missing) or item['oscola']}")
        force = "not in force as of " if work.not_in_force else "entered into force "
        expected = ((f"{work.event} ", "no date is known"), (force, "entry into force is known"))
        for words, said in expected:
            assert words in item["oscola"] or said in missing or "opened" in item["oscola"], (node.id, item["oscola"])
        printed = any(re.search(rf"\d+ {name} [XVI\d]+", item["oscola"]) for name in ("UNTS", "LNTS"))
        assert printed or "treaty series" in missing or "volume" in missing, (node.id, item)
        assert any(map(str.isdecimal, item["bluebook"])) or missing or node.id == "un-charter"  # cited without
    with capsys.disabled():
        print("\n".join(["", *table]))  # noqa: T201 - the table is for people
    assert len(table) > 100
    assert sum(row.endswith(".") for row in table) >= 24


def test_a_treaty_says_what_happened_on_its_day(index):
    oscola = data.items([cite(index, index.by_id(one)) for one in ("npt", "outer-space-treaty", "vclt")], ("oscola",))
    said = [item["citation"].partition("(")[2].partition(" 1")[0] for item in oscola]
    assert said == ["opened for signature", "signed 27 January", "adopted 23 May"]


@pytest.mark.parametrize("name", ["imrf", "ilo", "core-hr-treaties"])
def test_only_instruments_are_cited(index, name):
    with pytest.raises(UsageError, match="only instruments"):
        cite(index, index.by_id(name))


def works(index, *names):
    return [cite(index, index.by_id(name)) for name in names]


def test_several_notes_are_a_numbered_block(index):
    block = data.pasted(works(index, "gcm/33.b", "iccpr"), "un", ibid=False).split("\n")
    assert [line[:3] for line in block] == ["1. ", "2. "]


@pytest.mark.parametrize(
    ("style", "note"),
    [("un", "Ibid., annex, para. 33 (c)."), ("oscola", "ibid annex para 33(c)."), ("bluebook", "Id. annex, ¶ 33(c)."),
     ("chicago", "Resolution 73/195, annex, para. 33(c).")],
)  # fmt: skip
def test_a_note_on_the_same_instrument_is_shortened_when_asked_for(index, style, note):
    block = data.pasted(works(index, "gcm/33.b", "gcm/33.c", "iccpr", "gcm/33.c"), style, ibid=True).split("\n")
    assert block[1] == f"2. {note}"
    assert "73/195" in block[3]
    assert block[3] != f"4. {note}"


def test_csl_is_an_array_with_an_item_a_work(index):
    block = json.loads(data.pasted(works(index, "gcm/33.b", "iccpr/article-12", "gcm/41"), "csl", ibid=False))
    assert [item["id"] for item in block] == ["gcm", "iccpr"]
    compact, covenant = block
    assert compact["type"] == "report"
    assert compact["number"] == "A/RES/73/195, annex"
    assert (compact["locator"], compact["label"]) == ("33(b), 41", "paragraph")
    assert covenant["type"] == "treaty"
    assert (covenant["volume"], covenant["page"], covenant["number"]) == ("999", "171", "14668")
    assert (covenant["locator"], covenant["label"]) == ("12", "article-locator")


def test_csl_items_have_fields_of_the_schema_only(index):
    text = "id type title title-short authority genre number container-title volume page publisher URL locator label"
    known = {*text.split(), "author", "issued"}
    named = works(index, "gcm/33.b", "iccpr", "making-migration-work", "micic", "ilo-c189", "gcm/objective-17")
    block = json.loads(data.pasted(named, "csl", ibid=False))
    for item in block:
        assert set(item) <= known
        assert item["type"] in {"report", "treaty"}
        assert item.get("label", "none") in {"paragraph", "article-locator", "note", "none"}
        assert all(isinstance(part, int) for part in item["issued"]["date-parts"][0])


@pytest.mark.parametrize("name", ["refugee-convention", "paris-agreement", "crc", "ilo-c189"])
@pytest.mark.parametrize("style", ["csl", "bibtex", "ris"])
def test_who_keeps_a_treaty_is_not_its_author(index, name, style):
    text = data.pasted(works(index, name), style, ibid=False)
    assert not any(mark in text for mark in ('"author"', "author =", "AU  -"))


def test_ris_records_put_each_part_where_zotero_looks(index):
    records = data.pasted(works(index, "gcm/33.b", "gcm/41", "iccpr"), "ris", ibid=False).split("\n")
    assert all(line[2:6] == "  - " for line in records)
    assert [line[6:] for line in records if line.startswith("TY")] == ["RPRT", "STAT"]
    assert {"M3  - Resolution", "SN  - A/RES/73/195, annex", "PB  - United Nations"} <= set(records)
    assert {"T2  - United Nations Treaty Series", "VL  - 999", "SP  - 171", "M1  - 14668"} <= set(records)
    assert {"N1  - annex, para. 33(b)", "N1  - annex, para. 41"} <= set(records)
    assert sum(line == "ER  - " for line in records) == 2


def test_a_bibtex_entry_is_a_work_and_its_clauses_are_cited_by_command(index):
    text = data.pasted(works(index, "gcm/33.b", "iccpr/article-12", "gcm/41"), "bibtex", ibid=False)
    assert text.count("\n@") + text.startswith("@") == 2
    assert "% \\cite[annex, para.~33(b)]{gcm}\n% \\cite[annex, para.~41]{gcm}\n@techreport{gcm," in text
    assert "howpublished = {United Nations Treaty Series, vol. 999, no. 14668, p. 171}" in text


def test_bibtex_braces_balance_whatever_the_text(index):
    for name in ("gcm/33.b", "ungp", "iccpr", "genina-2017"):
        entry = data.pasted(works(index, name), "bibtex", ibid=False)
        assert entry.count("{") == entry.count("}")
    assert escape_tex("a\\b ~^ $5 50%") == "a\\textbackslash{}b \\textasciitilde{}\\textasciicircum{} \\$5 50\\%"
    assert escape_tex("R&D #1 x_y {z}\x1b") == (
        "R\\&D \\#1 x\\_y \\textbraceleft{}z\\textbraceright{}\\textbackslash{}x1b"
    )


def test_an_unknown_style_is_a_usage_error(index):
    with pytest.raises(UsageError, match="no citation style"):
        data.items(works(index, "gcm"), ["mla"])
    assert data.load_style("CSL-JSON").__name__.endswith("csl")


ZOTERO = {  # of each type the tags that Zotero's translator has a field for; ST would displace the name of a statute
    "STAT": {"ID", "TI", "T2", "VL", "SP", "M1", "PY", "DA", "N1", "UR"},
    "RPRT": {"ID", "AU", "TI", "ST", "M3", "SN", "PB", "PY", "DA", "N1", "UR"},
}


def test_no_tag_of_ris_is_lost_in_zotero(index):
    seen = set()
    for node in index.nodes():
        whole = index.node(node.instrument) if node.instrument else node
        if family(whole.kind) != "instrument":
            continue
        (item,) = data.items([cite(index, node)], ("ris",))
        pairs = [line.split("  - ", 1) for line in item["citation"].splitlines()]
        (_, kind), *tags, (end, _) = pairs
        assert end == "ER"
        assert {tag for tag, _ in tags} <= ZOTERO[kind], item
        assert len({tag for tag, _ in tags}) == len(tags), item
        assert not any(tag == "AU" and "," in text for tag, text in tags), "a comma makes a first name of the rest"
        seen.add(kind)
    assert seen == set(ZOTERO)
