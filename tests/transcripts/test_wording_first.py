"""A summary of ours is never taken for the document: over every surface that a command line can reach.

Each command line over the corpus of harbours is looked at twice: with the Accord's wording attached, as its golden
transcript has it, and without. Wherever a summary stands it has its sign and the page says what the sign means; and
where the wording is attached, no page shows the summary instead.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from unittest import mock

import pytest

from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.intake.texts import store
from compactx.model.text import SUMMARY

sys.path.insert(0, str(Path(__file__).parent))
import transcripts

# Forms for programs say by a name of their own that a gist is one: they are the same whatever is attached.
_DATA = ("csv", "cypher", "gexf", "graphml", "jsonl", "jsonld", "neo4j", "turtle", "parquet", "json", "fields", "ids")
# These change what is at hand, or ask for the summaries.
_NOT_RUN = ("import", "attach", "new", "rename", "check", "verify", "completion")
_MARKS = (SUMMARY, "Our summary: ", "our summary: ", "Our summary:_ ", "Our summary:</em> ")
_BEGINNING = 24  # characters that tell a gist


def _is_data(one):
    words = " ".join(one.argv)
    return any(re.search(rf"(^|[-. ]){form}\b", f"{one.name} {words}") for form in _DATA)


CASES = [
    one
    for one in transcripts.transcripts()
    if one.corpus == "harbours" and not _is_data(one) and one.name.split("-")[0] not in _NOT_RUN and not one.needs
]


@pytest.fixture(scope="module")
def gists():
    """Return the summaries that the corpus has by their beginnings, with the ids of those that have one."""
    home = transcripts.harbours()
    place = {"XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache")}
    with (
        mock.patch.dict(os.environ, place),
        mock.patch("compactx.corpus.source.packaged", return_value=str(home / "corpus")),
    ):
        from compactx.corpus.source import roots  # noqa: PLC0415 - beside its patch

        index = Index(open_index(roots("")))
        rows = index.connection.execute("SELECT id, gist FROM node WHERE gist <> '' AND line > 0 AND title = ''")
        words = {f"accord/{locator}": said for locator, said in store.stored("accord").words.items()}
        told = [(one, gist[:_BEGINNING]) for one, gist in rows]
        found = {one: start for one, start in told if not any(start in said for said in words.values())}
        attached = set(words)
    assert len(found) > 20
    assert any(identity in attached for identity in found)
    return found, attached


def _flat(text):
    bare = re.sub(r"␛\[[0-9;]*m|␛\]8;;[^␛]*␛\\", "", text)
    return " ".join(bare.replace("│", " ").replace("\\~", "~").replace("&gt;", ">").split())


def _unmarked(flat, beginning):
    places = [found.start() for found in re.finditer(re.escape(beginning), flat)]
    return [flat[max(0, at - 30) : at + 30] for at in places if not flat[:at].endswith(_MARKS)]


def _told(one, mode):
    return transcripts.golden(one)[mode]


def _page_of(one):
    """Return the mode in which a person reads the answer."""
    return next((mode for mode in one.modes if mode.startswith("100")), one.modes[0])


def _legend_is_missing(one, flat, beginnings):
    shown = any(SUMMARY + start in flat for start in beginnings)
    return shown and "our summary" not in flat.lower() and "error:" not in flat and "--plain" not in one.argv


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_summary_has_its_sign_and_steps_back_where_the_wording_is_attached(one, gists):
    found, attached = gists
    flat = _flat(_told(one, _page_of(one)))
    for identity, beginning in found.items():
        assert not _unmarked(flat, beginning), identity
        if identity in attached and "--gist" not in one.argv and "--plain" not in one.argv:
            assert SUMMARY + beginning not in flat, identity
    assert not _legend_is_missing(one, flat, found.values())


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """Return a home of the harbours to which no text is attached."""
    home = tmp_path_factory.mktemp("bare") / "home"
    shutil.copytree(transcripts.harbours(), home)
    texts = home / "data" / "compactx" / "texts"
    shutil.rmtree(texts)
    return home


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_summary_has_its_sign_where_nothing_is_attached(one, gists, bare):
    with mock.patch.object(transcripts, "harbours", return_value=bare):
        _, text = transcripts.answer(one, _page_of(one))
    flat = _flat(text)
    for identity, beginning in gists[0].items():
        assert not _unmarked(flat, beginning), identity
    assert not _legend_is_missing(one, flat, gists[0].values())


def test_the_summaries_are_met_on_many_surfaces(gists):
    """Guard against a test that finds nothing because it looks at nothing."""
    beginnings = gists[0].values()
    flats = [(one, _flat(_told(one, _page_of(one)))) for one in CASES if one.argv]
    met = {one.argv[0] for one, flat in flats if any(SUMMARY + start in flat for start in beginnings)}
    assert {"show", "compare", "path", "tree", "trace", "export"} <= met


@pytest.mark.parametrize("attached", [True, False])
def test_a_notebook_shows_the_wording_where_it_is_attached_and_a_marked_summary_elsewhere(attached, bare):
    import compactx  # noqa: PLC0415 - opened between patches

    home = transcripts.harbours() if attached else bare
    place = {"XDG_DATA_HOME": str(home / "data"), "XDG_CACHE_HOME": str(home / "cache")}
    with (
        mock.patch.dict(os.environ, place),
        mock.patch("compactx.corpus.source.packaged", return_value=str(home / "corpus")),
    ):
        c = compactx.open()
        pages = [c.show("accord/2.b"), c.list("actions", instrument="accord"), c.tree("objective 1")]
        shown = " ".join(page._repr_html_() for page in pages)
    assert ("“Count lamps, in line with target 3.1" in shown) == attached
    assert (SUMMARY + "Count lamps." in shown) != attached
