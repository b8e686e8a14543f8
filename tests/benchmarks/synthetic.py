"""Libraries made up with the statistics of the Compact's corpus: clauses, words, and what they cite.

A clause cites five things. Half of them go to a few hundred things known by name, by a Zipf law as in the real library
(the most cited takes about a twelfth); the others to resolutions of the library and to symbols that it does not
hold. Everything goes through the same store as a real import.
"""

from __future__ import annotations

import random
import zlib
from typing import TYPE_CHECKING

from compactx.library.store import DocumentSource, LibraryStore, StoredCitation, StoredClause, StoredDocument

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CLAUSES = 50  # of a document; resolutions of the real library have 53 on average
CITED = 5  # things that a clause cites
_BATCH = 200
_VOCABULARY = 12_000
_LETTERS, _LONG = "abdefgiklmnoprstu", 4  # 17^4 words
_WORDS = 48  # of a clause, as in the real library
_FIRST_WORDS = 24  # of them that the index shows


def make(path: str, provisions: int, known: Sequence[str], seed: int = 7) -> None:
    """Write a library of about so many provisions; ``known`` are ids of the corpus that clauses cite."""
    store = LibraryStore(path)
    chance = random.Random(seed)  # noqa: S311 - any fixed order will do
    documents = max(1, provisions // CLAUSES)
    things = _Things(known, documents, chance)
    for start in range(0, documents, _BATCH):
        store.begin()
        for number in range(start, min(start + _BATCH, documents)):
            origin = DocumentSource(f"made/{number:07}.xml", 1, 1, f"{number:064}")
            store.put(origin, _document(number, things, chance))
        store.commit()
    store.publish()
    store.close()


class _Things:
    """What can be cited, and how often each is."""

    def __init__(self, known: Sequence[str], documents: int, chance: random.Random) -> None:
        self.documents = documents
        self.known = list(known)
        chance.shuffle(self.known)
        self.weights = [1 / (rank + 1) ** 0.9 for rank in range(len(self.known))]
        self.total = [sum(self.weights[: n + 1]) for n in range(len(self.weights))]
        self.words = [spelled(n) for n in range(_VOCABULARY)]
        self.word_total = [sum(1 / (n + 1) for n in range(m + 1)) for m in range(0, _VOCABULARY, 100)]

    def cite(self, own: int, chance: random.Random) -> Iterator[tuple[str, str]]:
        """Yield (id, symbol) of the things that a clause cites."""
        named = chance.choices(self.known, cum_weights=self.total, k=CITED // 2)
        yield from ((name, "") for name in dict.fromkeys(named))
        for _ in range(CITED - CITED // 2):
            if chance.random() < 0.7:  # as in the real library
                near = max(0, min(self.documents - 1, int(own + chance.gauss(0, 40))))
                yield "", symbol(near)
            else:
                yield "", f"A/HRC/{int(chance.paretovariate(0.7)) % (self.documents + 50)}/9"


def spelled(number: int) -> str:
    """Return a word of its own for a number: words are letters, and figures would all be one word."""
    return "w" + "".join(_LETTERS[number // len(_LETTERS) ** at % len(_LETTERS)] for at in range(_LONG))


def symbol(number: int) -> str:
    """Return the symbol of a document that was made up."""
    return f"A/RES/{100 + number // 300}/{1 + number % 300}"


def identity(number: int) -> str:
    """Return the id of a document that was made up."""
    return f"a-res-{100 + number // 300}-{1 + number % 300}"


def _document(number: int, things: _Things, chance: random.Random) -> StoredDocument:
    clauses, citations, wording = [], [], []
    for at in range(1, CLAUSES + 1):
        locator = str(at)
        picked = (int(chance.paretovariate(0.6)) % _VOCABULARY for _ in range(_WORDS))
        text = " ".join(things.words[n] for n in picked)
        wording.append(f"{locator}\n{text}")
        gist = " ".join(text.split()[:_FIRST_WORDS]) + " …"
        clauses.append(StoredClause(locator, locator, "paragraph", "", None, "", gist, _WORDS, f"{number:09}{at:07}"))
        for target, cited in things.cite(number, chance):
            surface = target.replace("-", " ") or cited.rpartition("/RES/")[2]
            citations.append(StoredCitation(locator, target, cited, surface, "", "text", "high"))
    title = f"Made up question {number % 997}"
    date = f"{1950 + number * 70 // max(1, things.documents):04}-12-{1 + number % 28:02}"
    return StoredDocument(identity(number), symbol(number), "resolution", title, date, "", "unga", 100 + number // 300,
                title.lower(), clauses, citations, zlib.compress("\0".join(wording).encode(), 1))  # fmt: skip
