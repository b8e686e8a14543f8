"""References that are written while they are read are those that are collected, in the same order."""

from __future__ import annotations

import sys
from pathlib import Path

import grids
import pytest

import compactx
from compactx.corpus.source import packaged
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.query.refs import each, refs
from compactx.query.refs_rows import ReferenceRows, RefsFilter, fits
from compactx.render.items import refs as data

sys.path.insert(0, str(Path(__file__).parents[2]))
import made_library

WANTED = (
    {}, {"mentions": True}, {"direction": "both", "editorial": True}, {"direction": "out"}, {"kinds": ("paragraph",)},
    {"as_of": "2005-99"}, {"basis": ("text", "catalogue")}, {"basis": ("class",)}, {"parts": True}, {"limit": 3},
)  # fmt: skip


@pytest.fixture(scope="module", params=grids.parameters(["shipped", "library"], ["library"]))
def index(request, tmp_path_factory):
    if request.param == "shipped":
        yield Index(open_index((packaged(),), with_library=False))
        return
    with made_library.inside(made_library.make(tmp_path_factory.mktemp("library"), 2000)):
        yield compactx.open().index


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_what_comes_in_turn_is_what_is_collected(index, wanted):
    cited = "SELECT node FROM cited ORDER BY degree DESC LIMIT 150"
    asked = [index.node(row[0]) for row in index.connection.execute(cited).fetchall()]
    for node in [*asked, *index.of_kind(("action", "objective"))]:
        found = refs(index, node, RefsFilter(**wanted))
        assert list(each(index, node, RefsFilter(**wanted))) == [*found.incoming, *found.outgoing], node.id


OF_HUBS = (
    {}, {"mentions": True}, {"editorial": True}, {"follow_up": True}, {"editorial": True, "follow_up": True},
    {"kinds": ("paragraph",)}, {"basis": ("text", "catalogue")}, {"relations": ("cites",)}, {"legal": ("non-binding",)},
    {"objectives": (2, 17, 23)}, {"instrument": "own"}, {"instrument": "main"}, {"direction": "in", "mentions": True},
)  # fmt: skip


@pytest.mark.parametrize("wanted", OF_HUBS, ids=str)
def test_rows_of_hubs_say_what_the_references_say(index, wanted):
    cited = "SELECT node FROM cited ORDER BY degree DESC LIMIT 30"
    compared = 0
    for number in [row[0] for row in index.connection.execute(cited).fetchall()]:
        node = index.node(number)
        inside = {"own": number, "main": index.main().n}.get(wanted.get("instrument", ""))
        asked = RefsFilter(**{**wanted, **({"instrument": inside} if inside else {})})
        if not fits(node, asked):
            continue
        told = list(data.each(each(index, node, asked)))
        rows = data.ReferenceItems([ReferenceRows(index, node, asked, True)])
        assert list(rows) == told, node.id
        assert len(rows) == len(told), node.id
        lines = data.row_lines([ReferenceRows(index, node, asked, False)])
        assert [[line[key] for key in (*data.COLUMNS, "clause")] for line in lines] == [
            [item[key] for key in (*data.COLUMNS, "clause")] for item in told
        ], node.id
        compared += len(told)
    assert compared or wanted.get("legal")


@pytest.mark.parametrize("form", ["--json", "--jsonl", "--plain", "--ids", "--csv", "--fields=title,date,from"])
@pytest.mark.parametrize("more", [(), ("--mentions",), ("--editorial", "--follow-up")], ids=str)
def test_rows_are_written_as_references_are(run_cli, monkeypatch, form, more):
    by_rows = run_cli("refs", "agenda2030", form, *more)
    monkeypatch.setattr("compactx.cli.commands.refs.fits", lambda *_: False)
    monkeypatch.setattr("compactx.query.refs_rows.ReferenceRows.__iter__", None)
    assert run_cli("refs", "agenda2030", form, *more) == by_rows


def test_rows_of_a_hub_leave_nothing_behind(index):
    hub = index.connection.execute("SELECT node FROM cited ORDER BY degree DESC LIMIT 1").fetchone()[0]
    fresh = Index(index.connection)
    node = fresh.node(hub)
    assert len(list(data.ReferenceItems([ReferenceRows(fresh, node, RefsFilter(), True)]))) > 40
    spoken = {n for _, speaker, body in fresh._said.values() for n in (speaker, body)}
    assert set(fresh._nodes) <= {hub, *spoken}


def test_the_first_comes_before_the_last_is_read(index):
    hub = index.connection.execute("SELECT node FROM cited ORDER BY degree DESC LIMIT 1").fetchone()[0]
    fresh = Index(index.connection)
    next(each(fresh, fresh.node(hub), RefsFilter()))
    some = len(fresh._nodes)
    list(each(fresh, fresh.node(hub), RefsFilter()))
    assert some <= len(fresh._nodes)
    assert some < 1000


def test_a_terminal_shows_the_first_and_says_how_many_more(run_cli, monkeypatch):
    every = len(run_cli("refs", "agenda2030").out.splitlines())
    monkeypatch.setenv("COMPACTX_FORCE_TTY", "100")
    whole = run_cli("refs", "agenda2030").out
    monkeypatch.setattr("compactx.model.hub.LINES", 10)
    lines = run_cli("refs", "agenda2030").out.splitlines()
    assert f"  and {every - 10} more references; --totals counts them by document, -n 0 shows all of them" in lines
    assert len(lines) < len(whole.splitlines())
    assert run_cli("refs", "agenda2030", "-n", "0").out == whole


@pytest.mark.parametrize("wanted", [{"follow_up": True}, {"relations": ("contributes-to",)}], ids=str)
def test_whoever_a_clause_says_does_something_is_told(index, wanted):
    """A clause that names two who contribute says it of both, and of what it cites besides."""
    forum = index.by_id("imrf")
    every = [one for one in refs(index, forum, RefsFilter(**wanted, mentions=True)).incoming if one.doer]
    told = refs(index, forum, RefsFilter(**wanted)).incoming
    assert len({one.holder for one in every}) < len({(one.doer, one.holder) for one in every})
    assert {(one.doer, one.holder) for one in every} == {(one.doer, one.holder) for one in told if one.doer}
    rows = list(ReferenceRows(index, forum, RefsFilter(**wanted), False))
    assert len(rows) == len(told) == len(ReferenceRows(index, forum, RefsFilter(**wanted), False))
