"""A series of texts: what was kept, changed, new and gone, and where each paragraph came in."""

from __future__ import annotations

from compactx.citation.citation import Citation
from compactx.query.compare import text_of
from compactx.query.evolution import Stage, evolution

LIGHT = "Urges States to light their harbours at night and keep the beacons in order;"
CREWS = "Calls upon shipping companies to train their crews in first aid and swimming;"
MAPS = "Invites the lake commissions to publish maps of shallow waters each spring;"
TOLLS = "Recalls that tolls for small boats are low so that fishing families reach the market;"


def stage(name, *words, cites=()):
    found = [Citation("1", to, 0, 0, "resolved", "resolution", to, to) for to in cites]
    return Stage(name, name, name, "", text_of(name, name, {str(n): text for n, text in enumerate(words, 1)}, found))


def test_counts_and_origins():
    found = evolution(
        "lakes",
        [
            stage("a", LIGHT, CREWS, MAPS, cites=["agenda2030"]),
            Stage("b", "b", "b", "", None),
            stage("c", LIGHT.replace("Urges", "Encourages"), MAPS, TOLLS, cites=["ny-declaration"]),
            stage("d", TOLLS, LIGHT.replace("Urges", "Encourages"), MAPS),
        ],
    )
    a, b, c, d = found.stages
    assert (a.kept, a.changed, a.new, a.gone) == (0, 0, 3, 0)
    assert b.text is None
    assert (c.kept, c.changed, c.new, c.gone, c.weaker) == (1, 1, 1, 1, 1)
    assert ([one.to for one in c.gained], [one.to for one in c.lost]) == (["ny-declaration"], ["agenda2030"])
    assert (d.kept, d.changed, d.new, d.gone) == (3, 0, 0, 0)
    said = [(one.locator, found.stages[one.stage].name, one.first, one.changed) for one in found.origins]
    assert said == [("1", "c", "3", 0), ("2", "a", "1", 1), ("3", "a", "3", 0)]


def test_a_series_without_words_has_no_origins():
    found = evolution("lakes", [Stage("a", "a", "a", "", None)])
    assert found.origins == ()
    assert found.stages[0].text is None


def test_a_merged_paragraph_is_as_old_as_the_one_it_is_most_like():
    found = evolution(
        "lakes", [stage("a", CREWS), stage("b", CREWS, MAPS), stage("c", f"{CREWS} {MAPS} as said before in the north")]
    )
    assert [(one.stage, one.first) for one in found.origins] == [(0, "1")]
