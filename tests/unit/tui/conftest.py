"""A session over the shipped corpus, over a hostile one, and over one of thirty thousand provisions."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from compactx.corpus.source import roots
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.index.writing.build import build
from compactx.intake.texts import store
from compactx.model.corpus import Corpus
from compactx.model.entry import Entry, Name
from compactx.model.finding import Place
from compactx.model.kinds import Relation
from compactx.model.provision import Provision, Reference
from compactx.tui import update
from compactx.tui.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from compactx.tui.state import State

PLACE = Place("made.yaml")
RELATIONS = (
    Relation("cites", "cites", "cited by", "citation", 10),
    Relation("part-of", "is part of", "contains", "structure", 10),
    Relation("reviews", "reviews", "reviewed by", "follow-up", 4),
)
HOSTILE = (
    "[sic] [/bold] A:clock1:b \\[",
    "\x1b[31mred\x1b]52;c;aGk=\x07 \x9b2J",
    "right \u202eto left\u202c and \u2066isolated",
    "移民移民移民 e\u0301e\u0301 👩\u200d👧\u200d👦",
    "long" * 4000,
    "tab\tand\nbreak\rhere",
)


def index_of(entries: list[Entry], provisions: list[Provision]) -> Index:
    """Return an index of things made in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    corpus = Corpus("made", "1", "pact", "none", PLACE, RELATIONS, tuple(entries), tuple(provisions))
    build(connection, corpus, "")
    return Index(connection)


def large(count: int) -> Index:
    """Return an index of so many provisions: half of them flat in one instrument, half in a hundred of three levels.

    Each names three of two hundred treaties; one treaty is named by every tenth.
    """
    treaties = [Entry(f"treaty-{n}", "treaty", f"Treaty number {n} on matters", PLACE, "binding") for n in range(200)]
    pact = Entry(
        "pact", "framework", "The Pact", PLACE, "voluntary", names=(Name("The Pact", "full", "the Pact", PLACE),)
    )
    provisions = [_provision("pact", str(n), "paragraph", n) for n in range(1, count // 2 + 1)]
    others = [Entry(f"other-{n}", "framework", f"Other pact {n}", PLACE, "voluntary") for n in range(100)]
    each = count // 200
    for other in others:
        for n in range(1, each + 1):
            parent = f"{(n - 1) // 10 * 10 + 1}" if n % 10 != 1 else ""
            locator = f"{parent}.{'abcdefghij'[(n - 1) % 10]}" if parent else str(n)
            provisions.append(_provision(other.id, locator, "paragraph" if not parent else "item", n))
    return index_of([pact, *others, *treaties], provisions)


def _provision(instrument: str, locator: str, kind: str, n: int) -> Provision:
    identity = f"{instrument}/{locator}"
    named = [f"treaty-{(n * step) % 200}" for step in (1, 7, 13)] + (["treaty-0"] if n % 10 == 0 else [])
    references = tuple(
        Reference(identity, to, "cites", "text", PLACE, surface=f"the treaty of {to}") for to in dict.fromkeys(named)
    )
    return Provision(identity, instrument, locator, kind, PLACE, gist=f"Provision {n} asks for matter {n * 37 % 1009}.",
                     references=references)  # fmt: skip


def hostile() -> Index:
    """Return an index in which every text tries to do harm to a terminal."""
    entries = [Entry("pact", "framework", "Pact " + HOSTILE[0], PLACE, "voluntary", notes=HOSTILE[1])]
    entries += [Entry(f"t-{n}", "treaty", text, PLACE, "binding", symbol=text[:60]) for n, text in enumerate(HOSTILE)]
    entries += [Entry("forum", "process", HOSTILE[2], PLACE, "n/a", links=(
        Reference("forum", "pact", "reviews", "text", PLACE, HOSTILE[1], clause="pact/1"),))]  # fmt: skip
    references = tuple(
        Reference("pact/1", f"t-{n}", "cites", "text", PLACE, text[:80], text[:40]) for n, text in enumerate(HOSTILE)
    )
    provisions = [Provision(f"pact/{n + 1}", "pact", str(n + 1), "paragraph", PLACE, title=text, gist=text,
                            references=references if n == 0 else ()) for n, text in enumerate(HOSTILE)]  # fmt: skip
    return index_of(entries, provisions)


@pytest.fixture(scope="session")
def shelf() -> Iterator[Shelf]:
    """The shipped corpus."""
    index = Index(open_index(roots("")))
    yield Shelf(index)
    index.connection.close()


WORDS = {
    "33": "Made-up commitment: we promise fair words about made-up migrants.",
    "33.a": "Punish zebra-striped offences in made-up courts;",
    "33.b": "Tell everybody about the zebra office.",
}


@pytest.fixture
def worded_shelf(shelf, tmp_path, monkeypatch) -> Shelf:
    """The shipped corpus with made-up words attached to a few of its clauses."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "compactx" / "texts").mkdir(parents=True)
    text = store.AttachedText({"instrument": "gcm"}, WORDS, dict.fromkeys(WORDS, store.DIFFERS), {}, "")
    with open(store.text_path("gcm"), "wb") as file:
        file.write(store.serialised(text))
    return Shelf(shelf.index)


@pytest.fixture(scope="session")
def hostile_shelf() -> Iterator[Shelf]:
    """A corpus of hostile texts."""
    index = hostile()
    yield Shelf(index)
    index.connection.close()


@pytest.fixture(scope="session")
def large_index() -> Iterator[Index]:
    """A corpus of 30,000 provisions: more than any screen, and built in seconds."""
    index = large(30_000)
    yield index
    index.connection.close()


@pytest.fixture
def press() -> Callable[..., State]:
    """Press keys: names as they are, ``=words`` letter by letter."""

    def pressed(state: State, shelf: Shelf, *keys: str) -> State:
        for key in keys:
            for one in key[1:] if key.startswith("=") else [key]:
                state = update.press(state, one, shelf)
        return state

    return pressed


@pytest.fixture
def text() -> Callable[[State, Shelf], str]:
    """Return the screen as plain text."""

    def plain(state: State, shelf: Shelf) -> str:
        return "\n".join("".join(words for words, _, _ in row) for row in update.screen(state, shelf))

    return plain
