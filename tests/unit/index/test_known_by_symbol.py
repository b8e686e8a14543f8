"""What documents of a library cite and nobody holds is known by its symbol: what kind of thing it is, and its page."""

from __future__ import annotations

import made_akn
import pytest

CITED = (
    ("A/RES/59/7", "resolution"),
    ("A/HRC/RES/59/8", "resolution"),
    ("A/59/107", "document"),
    ("E/2009/7", "document"),
)


@pytest.fixture
def held(run_cli, tmp_path, own_homes, small_corpus):  # noqa: ARG001 - the homes and the corpus are set
    links = " and ".join(made_akn.link(symbol) for symbol, _ in CITED)
    (tmp_path / "files").mkdir()
    text = made_akn.resolution(60, 1, "Lakes", clauses=(f"Recalls {links}", "Decides to go on"))
    (tmp_path / "files" / "60-1.xml").write_text(text, encoding="utf-8")
    assert run_cli("import", "--recursive", str(tmp_path / "files")).status == 0


def test_a_symbol_says_what_kind_of_thing_it_is(run_cli, held):  # noqa: ARG001 - it fills the library
    for symbol, kind in CITED:
        (item,) = run_cli("show", symbol, "--json").items
        assert (item["title"], item["symbol"], item["kind"]) == (symbol, symbol, kind)
        assert item["url"] == f"https://docs.un.org/en/{symbol}"
        assert [one["from_locator"] for one in item["referenced_by"]] == ["1"]
    listed = {item["id"]: item["kind"] for item in run_cli("list", "resolutions", "--json").items}
    assert [kind for kind in listed.values() if kind != "resolution"] == []
    assert len(listed) >= 3
