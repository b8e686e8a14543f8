"""The text index of a library: every word of a clause, words in very many rows, things that very many cite."""

from __future__ import annotations

import os
import shutil
import sys
import zlib
from pathlib import Path

import pytest

import compactx
from compactx.bulk.run import import_all
from compactx.corpus import source
from compactx.index import search as rows
from compactx.index import wording
from compactx.index.search import SearchScope
from compactx.index.window import statements_to
from compactx.index.wording import LibraryWording, of_index, of_instrument, unpack
from compactx.index.writing import layout
from compactx.library.store import LibraryStore
from compactx.query.search import search
from compactx.query.show import show

sys.path.insert(0, str(Path(__file__).parents[2]))
import homes
import made_akn

LONG = " ".join(f"word{n}" for n in range(30)) + ", and asks every ferry to carry a bell [of brass]\nfor the passengers"


pytestmark = pytest.mark.usefixtures("own_homes")


@pytest.fixture
def bring(tmp_path):
    """Import made-up resolutions and one with a long clause; open the index."""
    return Bringing(tmp_path / "documents")


class Bringing:
    """A folder of made-up resolutions, one of them with a long clause, to be imported."""

    def __init__(self, folder):
        self.folder = folder
        made_akn.write(folder, 4)
        self.write(LONG)

    def write(self, words):
        text = made_akn.resolution(66, 1, "Bells on ferries", clauses=(words, "Decides to ring them"))
        (self.folder / "A_RES_66_1.xml").write_text(text, encoding="utf-8")

    def __call__(self):
        import_all([str(self.folder)], source.roots(), processes=1)
        return compactx.open().index


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """The index of such a library, for tests that change nothing."""
    folder = tmp_path_factory.mktemp("library")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in homes.fresh(folder).items():
            patch.setenv(name, value)
        opened = Bringing(folder / "documents")()
        opened.cache = folder / "cache"
        yield opened


def ids(found):
    return [hit.node.id for hit in found.hits]


def long_clause(index, word="brass"):
    return search(index, word).hits[0]


def test_every_word_of_a_clause_is_found_with_what_stands_around_it(index):
    hit = long_clause(index)
    assert (hit.node.id, hit.field, hit.matched) == ("a-res-66-1/1", "text", ("brass",))
    assert "a bell [of [brass]] for the passengers" in hit.snippet
    assert "brass" not in hit.node.gist
    assert ids(search(index, '"word22 word23 word24 word25"')) == ["a-res-66-1/1"]
    assert ids(search(index, "word2 NEAR/40 passenger")) == []
    assert ids(search(index, "word20 NEAR/40 passengers")) == ["a-res-66-1/1"]
    assert ids(search(index, "bells brass")) == ["a-res-66-1/1"]


def test_a_title_comes_before_the_wording(index):
    found = search(index, "ferry OR bell")
    scores = {hit.node.id: hit.score for hit in found.hits}
    assert scores["a-res-66-1"] > scores["a-res-66-1/1"]
    assert ids(found).index("a-res-66-1") < ids(found).index("a-res-66-1/1")


def test_the_index_holds_no_copy_of_the_wording(index):
    for file in index.cache.rglob("*.sqlite"):
        assert b"a bell [of brass]" not in file.read_bytes()
    assert index.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_shipped_corpus_is_searched_as_it_was(index):
    alone = {hit.node.id: hit.snippet for hit in search(compactx.open().index, "remittances").hits}
    beside = {hit.node.id: hit.snippet for hit in search(index, "remittances").hits}
    assert alone
    assert beside == alone


@pytest.mark.parametrize("harm", ["removed", "emptied", "damaged", "replaced"])
def test_without_the_library_a_hit_shows_its_gist(index, harm):
    path = index.meta()["library"]
    before = Path(path).read_bytes()
    try:
        _harm(path, harm)
        hit = long_clause(index)
        assert (hit.node.id, hit.field, hit.matched) == ("a-res-66-1/1", "gist", ())
        assert hit.snippet.startswith("word0 word1")
        assert of_instrument(index, index.by_id("a-res-66-1")) == {}
    finally:
        Path(path).write_bytes(before)
    assert long_clause(index).field == "text"


def _harm(path, harm):
    if harm == "removed":
        os.unlink(path)
    elif harm == "emptied":
        Path(path).write_bytes(b"")
    elif harm == "damaged":
        Path(path).write_bytes(Path(path).read_bytes()[:4096] + b"?" * 20000)
    else:
        shutil.move(path, path + ".old")
        LibraryStore(path).close()


@pytest.mark.usefixtures("small_corpus")
def test_a_document_that_changed_is_searched_as_it_is(bring):
    assert search(bring(), "brass").hits
    bring.write(LONG.replace("brass", "copper"))
    index = bring()
    assert not search(index, "brass NOT basis").hits
    assert long_clause(index, "copper").field == "text"


@pytest.mark.usefixtures("small_corpus")
def test_a_document_that_was_taken_out_is_not_found(bring):
    bring()
    store = LibraryStore(source.library_path())
    store.begin()
    store.drop_file(store.connection.execute("SELECT file FROM document WHERE id = 'a-res-66-1'").fetchone()[0])
    store.commit()
    store.publish()
    store.close()
    assert not search(compactx.open().index, "brass NOT basis").hits


def test_wording_that_is_no_wording_is_none():
    assert unpack(None) == unpack(b"") == unpack("x") == unpack(b"\x00broken") == {}
    assert unpack(zlib.compress(b"without a line end\0001\nwords")) == {"1": "words"}


def test_show_and_verify_read_the_library_where_nothing_is_attached(bring, run_cli):
    bring()
    item = run_cli("show", "a-res-66-1/1", "--text", "--json").items[0]
    assert " ".join(item["text"].split()).endswith("carry a bell [of brass] for the passengers;")
    assert "text" not in run_cli("show", "a-res-66-1/1", "--json").items[0]
    answer = run_cli("verify", "a-res-61-1")
    assert answer.status == 0
    assert "0 findings in" in answer.out
    assert "not here: compactx attach FILE" in run_cli("show", "gcm", "--text").out


# Words that stand in very many rows


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """An index in which a word of six rows is common already, and the best eight are kept, five of each kind."""
    folder = tmp_path_factory.mktemp("crowded")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in homes.fresh(folder).items():
            patch.setenv(name, value)
        patch.setattr(layout, "COMMON_ROWS", 6)
        for name, value in (("BEST_ROWS", 8), ("BEST_OF_KIND", 5)):
            patch.setattr(rows, name, value)
        yield Bringing(folder / "documents")()


def scopes(index):
    return [
        SearchScope(), SearchScope(kinds=("paragraph",)), SearchScope(kinds=("action", "recital")),
        SearchScope(legal=("binding",)),
        SearchScope(objectives=(2, 23)), SearchScope(instrument=index.by_id("gcm").n),
        SearchScope(instrument=index.by_id("a-res-60-2").n), SearchScope(kinds=("action",), objectives=(7,)),
    ]  # fmt: skip


@pytest.mark.parametrize("share", [20, pytest.param(1, marks=pytest.mark.long)])
def test_common_words_are_ranked_as_without_the_shortcut(crowded, share):
    """Asked of SQLite itself: every row that matches, ranked and counted, within the scope; of every twentieth word."""
    expressions = [row[0] for row in crowded.connection.execute("SELECT expression FROM common ORDER BY 1")]
    assert len(expressions) > 200
    kept = 0
    for expression in expressions[::share]:
        for scope in scopes(crowded):
            where, values = rows._where(scope)
            tables = rows._tables(scope)
            sql = f"SELECT text.rowid, -text.rank FROM {tables} WHERE text MATCH ?{where} ORDER BY text.rank"
            ranked = crowded.connection.execute(sql, (expression, *values)).fetchall()
            assert rows.count_hits(crowded, expression, scope) == len(ranked)
            for limit in (1, 5, 8, 9):
                found = rows._kept_ready(crowded, expression, scope, limit)
                kept += found is not None
                assert found is None or found == ranked[:limit]
                assert rows.ranked_rows(crowded, expression, scope, limit) == ranked[:limit]
    assert kept > 1000 / share


def test_a_limit_gives_the_first_of_all_and_the_total(crowded):
    everything = search(crowded, "migrant")
    for limit in (1, 4, 8, 9, 50):
        few = search(crowded, "migrant", limit=limit)
        assert ids(few) == ids(everything)[:limit]
        assert few.total == everything.total == len(everything.hits)
        assert [hit.snippet for hit in few.hits] == [hit.snippet for hit in everything.hits[:limit]]


def test_both_forms_of_a_common_word_are_kept(crowded):
    kept = {row[0] for row in crowded.connection.execute("SELECT expression FROM common")}
    assert {'("migrant" OR "migrants")', '("migrants" OR "migrant")', '"and"'} <= kept


# Things that very many refer to


@pytest.mark.long  # two builds of the shipped corpus
def test_a_thing_that_very_many_cite_lists_the_first_and_counts_all(bring, monkeypatch, run_cli):
    index = bring()
    full = show(index, index.by_id("agenda2030"), editorial=True)
    shutil.rmtree(os.environ["XDG_CACHE_HOME"])
    monkeypatch.setattr("compactx.model.hub.COUNTED", 20)
    monkeypatch.setattr("compactx.model.hub.LISTED", 10)
    index = compactx.open().index
    cut = show(index, index.by_id("agenda2030"), editorial=True)
    assert cut.referring == len(full.referenced_by) > len(cut.referenced_by) > 0
    assert cut.referenced_by == full.referenced_by[: len(cut.referenced_by)]
    assert cut.replace(referenced_by=(), referring=0) == full.replace(referenced_by=())
    answer = run_cli("show", "agenda2030", "--json")
    assert answer.items[0]["referenced_by_total"] == cut.referring
    assert "compactx refs agenda2030 gives all" in answer.json["warnings"][0]
    assert (
        f"and {cut.referring - len(cut.referenced_by)} more: compactx refs agenda2030"
        in run_cli("show", "agenda2030", env={"COMPACTX_FORCE_TTY": "100"}).out
    )


def test_every_count_of_a_hub_is_the_length_of_its_list(bring, monkeypatch):
    monkeypatch.setattr("compactx.model.hub.COUNTED", 5)
    index = bring()
    hubs = index.connection.execute("SELECT node, citing, referring FROM hub").fetchall()
    assert len(hubs) > 30
    beside = {number: [one for one in index.edges_to(number) if one.family not in {"citation", "structure"}]
              for number, _, _ in hubs}  # fmt: skip
    assert sum(map(len, beside.values())) > 30
    assert {number: statements_to(index, number) for number in beside} == beside
    monkeypatch.setattr("compactx.index.window.cited", lambda *_: None)
    for number, citing, referring in hubs:
        node = index.node(number)
        if node.kind in {"objective", "section"}:  # these answer for their parts as well
            continue
        found = len({one.holder for one in show(index, node).referenced_by})
        assert found == (referring if node.locator else citing), node.id


def test_one_clause_is_found_in_the_text_of_its_document_as_among_all(library, monkeypatch):
    monkeypatch.setattr(wording, "_KEPT", 5)
    texts, others = of_index(library), of_index(library)
    documents = [row[0] for row in library.connection.execute("SELECT document FROM held ORDER BY node")]
    assert len(documents) > 5, "more than are kept"
    for document in documents:
        words = others.words(document)
        assert words
        assert {locator: texts.clause(document, locator) for locator in words} == words
    first = {one: next(reversed(others.words(one))) for one in documents}
    assert {one: texts.clause(one, locator) for one, locator in first.items()} == {
        one: others.words(one)[locator] for one, locator in first.items()
    }
    for document in documents:
        assert [texts.clause(document, other) for other in ("", "0", "1.z", "1\n")] == [""] * 4
    texts.close()
    others.close()


@pytest.mark.parametrize(
    "text", ["", "1", "1\n", "1\na\0001\nb", "a\n1\n\0002\nc\n1\nd", "12\nx\0001.2\ny\0", "\0001\nz"]
)
def test_one_clause_of_any_text_is_what_it_is_among_all(text, monkeypatch):
    packed = zlib.compress(text.encode())
    for held in (packed, packed[:-6], b"", None):
        words = unpack(held)
        for locator in ("1", "2", "12", "1.2", "a"):
            texts = LibraryWording("")
            monkeypatch.setattr(texts, "_packed", lambda _, held=held: held)
            assert texts.clause("x", locator) == words.get(locator, ""), "found in the text"
            assert texts.clause("x", locator) == words.get(locator, ""), "among all"
