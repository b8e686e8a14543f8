"""References that are written while they are read are those that are collected, in the same order."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import compactx
from compactx.corpus.source import packaged
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.query.refs import RefsFilter, each, refs

sys.path.insert(0, str(Path(__file__).parents[2]))
import made_library

WANTED = (
    {}, {"mentions": True}, {"direction": "both", "editorial": True}, {"direction": "out"}, {"kinds": ("paragraph",)},
    {"as_of": "2005-99"}, {"basis": ("text", "catalogue")}, {"basis": ("class",)}, {"parts": True}, {"limit": 3},
)  # fmt: skip


@pytest.fixture(scope="module", params=["shipped", "library"])
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
