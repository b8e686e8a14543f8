"""What a rule is, and the corpus as rules look at it.

A rule is an id, how bad its findings are, an explanation, and a generator of problems. It is given a ``World``: a
loaded corpus, found by id, grouped, with suggestions for what is not there.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from compactx.model import locator
from compactx.model.finding import Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from compactx.model.corpus import Corpus
    from compactx.model.entry import Entry
    from compactx.model.finding import Place
    from compactx.model.provision import Provision, Reference

    Body = Callable[["World"], Iterable["Problem"]]

_CANDIDATES = 20_000  # ids compared with a misspelt one; beyond that a suggestion takes seconds

# Rules of reading after which a file or a record is not there.
_LOSING = frozenset({
    "unreadable", "too-large", "not-utf8", "control-character", "yaml-syntax", "yaml-shape", "alias", "tag", "too-deep",
    "missing-key", "wrong-type",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One place where a rule does not hold, in words; the rule adds its id and severity."""

    place: Place
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the corpus.

    ``explanation`` is the docstring of the function that finds the problems: what must hold, and why. ``body`` is
    None for rules that reading a file applies by itself.
    """

    id: str
    severity: str
    explanation: str
    body: Body | None = None

    def findings(self, world: World) -> Iterator[Finding]:
        """Yield a finding for each problem."""
        for problem in self.body(world) if self.body else ():
            yield Finding(self.id, self.severity, problem.place, problem.message, problem.hint)


def rule(identity: str, severity: str) -> Callable[[Body], Rule]:
    """Make a rule of a generator of problems; its docstring is the explanation."""

    def made(body: Body) -> Rule:
        return Rule(identity, severity, inspect.cleandoc(body.__doc__ or "").replace("``", ""), body)

    return made


class World:
    """A loaded corpus with what several rules look up. Where two things have an id, the first one counts."""

    def __init__(self, corpus: Corpus) -> None:
        """Keep the corpus."""
        self.corpus = corpus
        self._near: dict[str, str] = {}

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Instruments, actors and classes by id."""
        return {entry.id: entry for entry in reversed(self.corpus.entries)}

    @cached_property
    def provisions(self) -> dict[str, Provision]:
        """Provisions by id."""
        return {provision.id: provision for provision in reversed(self.corpus.provisions)}

    @cached_property
    def families(self) -> dict[str, str]:
        """The family of each relation."""
        return {relation.id: relation.family for relation in self.corpus.relations}

    @cached_property
    def extracts(self) -> dict[str, list[Provision]]:
        """The provisions of each instrument in the order of the files."""
        found: dict[str, list[Provision]] = {}
        for provision in self.corpus.provisions:
            found.setdefault(provision.instrument, []).append(provision)
        return found

    @cached_property
    def children(self) -> dict[str, list[Provision]]:
        """The provisions below each provision or instrument, by the id of what they stand in."""
        found: dict[str, list[Provision]] = {}
        for provision in self.provisions.values():
            found.setdefault(self.above(provision), []).append(provision)
        return found

    @cached_property
    def is_incomplete(self) -> bool:
        """Whether files or records were left out, because they could not be read."""
        return any(finding.rule in _LOSING for finding in self.corpus.findings)

    @property
    def citations(self) -> Iterator[Reference]:
        """What the clauses name."""
        for provision in self.corpus.provisions:
            yield from provision.references

    @property
    def links(self) -> Iterator[Reference]:
        """Facts about entries."""
        for entry in self.corpus.entries:
            yield from entry.links

    def is_known(self, identity: str) -> bool:
        """Say whether something has this id."""
        return identity in self.entries or identity in self.provisions

    def whole(self, identity: str) -> str:
        """Return the id of the document that a thing belongs to: its own, if it is no provision."""
        return self.provisions[identity].instrument if identity in self.provisions else identity

    def above(self, provision: Provision) -> str:
        """Return the id of what a provision stands in, whether or not it is there."""
        name = provision.parent or locator.parent(provision.locator)
        return f"{provision.instrument}/{name}" if name else provision.instrument

    def nearest(self, identity: str) -> str:
        """Return a hint that names the id most like an unknown one, '' if none is."""
        if identity not in self._near:
            head = identity.partition("/")[0] + "/"
            inside = [known for known in self.provisions if known.startswith(head)] if "/" in identity else []
            pool = [*inside[:_CANDIDATES], *list(self.entries)[:_CANDIDATES]]
            lost = "it may stand in what could not be read" if self.is_incomplete else ""
            self._near[identity] = did_you_mean(identity, pool) or lost
        return self._near[identity]

    def texts(self) -> Iterator[tuple[Place, str, str]]:
        """Yield every text that people will read: where, what it is, the text."""
        for entry in self.corpus.entries:
            yield entry.place, "title", entry.title
            yield entry.place, "notes", entry.notes
            yield from ((name.place, "name", name.name) for name in entry.names)
        for provision in self.corpus.provisions:
            yield provision.place, "title", provision.title
            yield provision.place, "gist", provision.gist
            yield from ((title.place, "title", title.title) for title in provision.other_titles)
        for reference in (*self.citations, *self.links, *self.corpus.lineage):
            yield reference.place, "surface", reference.surface
            yield reference.place, "rationale", reference.rationale


def did_you_mean(word: str, known: list[str]) -> str:
    """Return a hint that names the nearest known word, '' if none is near.

    >>> did_you_mean("icrd", ["icerd", "unga"]), did_you_mean("xyz", ["icerd"])
    ('did you mean icerd?', '')
    """
    near = get_close_matches(word, known, 1)
    return f"did you mean {near[0]}?" if near else ""
