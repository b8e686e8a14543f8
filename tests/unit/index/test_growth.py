"""An index that takes in what changed in the library is the one that a whole build makes, row by row."""

from __future__ import annotations

import random
import sqlite3
import sys
import zlib
from pathlib import Path

import grids
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compactx.corpus.load import load
from compactx.index import search
from compactx.index.writing import documents, join, layout, ways
from compactx.index.writing.build import build, corpus_digest
from compactx.index.writing.documents import FreeRows
from compactx.index.writing.growth import grow
from compactx.index.writing.room import NotLocalError, between, placed
from compactx.library.store import DocumentSource, LibraryStore, StoredCitation, StoredClause, StoredDocument
from compactx.model import hub

sys.path.insert(0, str(Path(__file__).parent))
from contents import contents, differences

TINY = Path(__file__).parents[2] / "tiny"
CORPUS = load((str(TINY),))
IDS = [entry.id for entry in CORPUS.entries] + [one.id for one in CORPUS.provisions[:6]] + ["went-away"]
SYMBOLS = [f"A/RES/{session}/{number}" for session in (70, 71, 72, 74) for number in (1, 2, 3)]
SYMBOLS += ["S/RES/1325(2000)", "S/RES/1325", "S/RES/1400(2002)", "A/HRC/17/9", "E/2020/4", "UNTS 9", "1 LTS 7", ""]
TITLES = ["The lakes", "Boats and nets", "Rights of fishers", "Charter of the Lakes"]
WORDS = [
    "lake",
    "lakes",
    "boat",
    "boats",
    "net",
    "rights",
    "fisher",
    "policy",
    "policies",
    "children",
    "child",
    "of",
    "the",
    "and",
    "shared",
]


@pytest.fixture(autouse=True, scope="module")
def _small():
    """Let everything that comes with numbers come with small ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "COMMON_ROWS", 6)
        for name, value in (("BEST_ROWS", 8), ("BEST_OF_KIND", 4)):
            patch.setattr(search, name, value)
        patch.setattr(ways, "STRETCH", 5)
        patch.setattr(hub, "COUNTED", 7)
        yield


def document(number: int, seed: int) -> StoredDocument:
    """Return a document as chance has it; the number gives its id, the seed the rest."""
    chance = random.Random(seed)  # noqa: S311 - any fixed order will do
    symbol = SYMBOLS[number % len(SYMBOLS)] if chance.random() < 0.9 else chance.choice(SYMBOLS)
    session = int(symbol.split("/")[2]) if symbol.startswith("A/RES/") else None
    identity = f"document-{number}" if not symbol else symbol.lower().replace("/", "-").replace(" ", "-")
    identity = "".join(c if c.isalnum() or c == "-" else "-" for c in identity).strip("-") + f"-d{number}" * (
        number % 3
    )
    clauses, citations, words = [], [], []
    for at in range(chance.randint(0, 5)):
        locator = str(at // 2 + 1) + (f".{at}" if at % 2 else "")
        kind = chance.choice(["paragraph", "action", "footnote"])
        text = " ".join(chance.choices(WORDS, k=chance.randint(1, 12)))
        gist = chance.choice(["", text[:20]])
        mark = chance.choice(["", "0123456789abcdef"])
        clauses.append(StoredClause(locator, locator, kind, str(at // 2 + 1) if at % 2 else "", None, "", gist,
                                    len(text.split()) if kind != "footnote" else 0, mark))  # fmt: skip
        words.append(f"{locator}\n{text}")
        for _ in range(chance.choice([0, 1, 1, 2, 6])):
            by_id = chance.random() < 0.4
            cited = chance.choice(IDS if by_id else SYMBOLS[:-1])
            basis = chance.choice(["text", "official", "footnote", "nested"])
            citations.append(StoredCitation(locator, cited if by_id else "", "" if by_id else cited, cited[:9],
                                            "", basis, chance.choice(["high", "low"])))  # fmt: skip
    packed = zlib.compress("\0".join(words).encode()) if words else b""
    date = chance.choice(["", "2015", "2016-12-19", "2018", "2020-01"])
    kind = chance.choice(["resolution", "document"])
    return StoredDocument(identity, symbol, kind, chance.choice(TITLES), date, "", "unga",
                          session, chance.choice(["", "lakes", "boats"]), clauses, citations, packed)  # fmt: skip


class Library:
    """A library that changes, with an index that is built anew and one that grows."""

    def __init__(self, folder: Path) -> None:
        self.path = str(folder / "library.sqlite")
        self.grown = ""
        self.index: sqlite3.Connection | None = None
        self.local = self.not_local = 0

    def change(self, steps) -> None:
        store = LibraryStore(self.path)
        store.begin()
        for number, seed in steps:
            path = f"documents/{number}.{'xml' if number % 4 else 'txt'}"
            if seed is None:
                store.drop_file(path)
            else:
                store.put(DocumentSource(path, 1, 1, f"{seed}"), document(number, seed))
        store.commit()
        store.close()

    def built(self) -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        build(connection, CORPUS, "", self.path)
        return connection

    def check(self) -> None:
        fresh = self.built()
        if self.index is None:
            self.index = fresh
            return
        self.index.execute("BEGIN")
        try:
            grow(self.index, self.path, corpus_digest(CORPUS))
        except (NotLocalError, sqlite3.IntegrityError):
            self.not_local += 1
            self.index = fresh
            return
        self.index.execute("COMMIT")
        self.local += 1
        assert differences(contents(self.index), contents(fresh)) == {}


STEP = st.tuples(st.integers(0, 25), st.one_of(st.none(), st.integers(0, 400)))
totals = {"local": 0, "not local": 0}


@settings(max_examples=grids.examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    first=st.lists(STEP, max_size=30), changes=st.lists(st.lists(STEP, min_size=1, max_size=3), min_size=1, max_size=6)
)
def any_changes_give_what_a_whole_build_gives(tmp_path_factory, first, changes):
    library = Library(tmp_path_factory.mktemp("library"))
    library.change(first)
    library.check()
    for steps in changes:
        library.change(steps)
        library.check()
    totals["local"] += library.local
    totals["not local"] += library.not_local


@pytest.mark.hypothesis
def test_any_changes_give_what_a_whole_build_gives_and_most_are_taken_in(tmp_path_factory):
    any_changes_give_what_a_whole_build_gives(tmp_path_factory)
    assert totals["local"] > totals["not local"], totals


ROOMS = [(2, 400, 400), (400, 3, 400), (400, 400, 3)]
EACH = [(3, 9, 30), *(pytest.param(*one, marks=pytest.mark.grid) for one in ROOMS)]


@pytest.mark.parametrize(("clauses", "edges", "more"), EACH)
def test_where_no_number_is_free_the_index_is_built_and_right(tmp_path, monkeypatch, clauses, edges, more):
    for module, name, value in ((documents, "CLAUSE_ROOM", clauses), (documents, "EDGE_ROOM", edges),
                                (join, "MORE_EDGES", more), (join, "MORE_SYMBOLS", 40)):  # fmt: skip
        monkeypatch.setattr(module, name, value)
    library = Library(tmp_path)
    library.change([(number, number + 3) for number in range(0, 24, 3)])
    library.check()
    for number in range(1, 40, 2):
        library.change([(number, number + 90)])
        library.check()
    assert library.not_local > 1
    assert library.local + library.not_local == 20


def test_rows_behind_the_last_do_not_run_into_what_follows():
    free = FreeRows(["a", "b"], {}, (0, 0), 5_000)
    assert free.behind("a", 9, 900) == (1024, 4096)
    for clauses, edges in ((9, 905), (1 << 32, 1)):
        with pytest.raises(NotLocalError, match="behind the last"):
            free.behind("a", clauses, edges)


def test_numbers_are_found_between_others():
    assert placed("abcd", {"a": 16, "d": 32}, 0, 99, 16) == {"b": 21, "c": 26}
    assert placed("ab", {}, 10, 99, 16) == {"a": 26, "b": 42}
    with pytest.raises(NotLocalError):
        between(3, 5, 8, 16, open_end=False)
    with pytest.raises(NotLocalError):
        between(3, 5, 30, 16, open_end=True)
