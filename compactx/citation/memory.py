"""What a document has cited so far: what "the Convention", "that Declaration" and "ibid." may point back to.

A mark ties the symbol in a footnote to a name in the text.
"Ibid." means the whole source of the last footnote: all of a set ("resolutions 70/1 and 71/1"), and nothing where that
footnote opens with words that no citation explains. What only tells of the source (the report's mandate, its paragraph)
is not part of it: the set ends where anything but a separator stands between two citations.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from compactx.citation.citation import AMBIGUOUS, RESOLVED, UNRESOLVED
from compactx.citation.forms import nouns_of
from compactx.citation.language import DEFAULT, head_of, led_by, table
from compactx.model import patterns as re
from compactx.model.kinds import INSTRUMENT_KINDS, SHIPPED
from compactx.model.record import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.citation import Anchor, Citation, ClauseSpan
    from compactx.citation.forms import Form

# How many times as often as all others together a thing must be cited to stand out by weight alone.
OUTWEIGHS = 4
# Things of one noun that are remembered: beyond twice as many the rarest and oldest go, so that no text costs more
# than it is long.
_MOST_OF_A_NOUN = 200
# Things of one clause that "ibid." may mean.
_MOST_OF_A_CLAUSE = 100
_KEPT = 10_000  # different words whose noun is remembered: a text repeats few
# How many clauses back a thing may have been cited to stand out by nearness.
_NEAR = 1
_THE = f"{table()['the_one']} "
_UNITED = tuple(f"{table()['of_the']}{name}".lower() for name in table()["organisation_names"].split("|"))
_ORGANISATION = table()["organisation"].lower()


class Thing(Row):
    """Something cited: its id, or '' with its name or symbol when no catalogue has it.

    ``kind`` is said only of what the catalogue cannot tell it of.
    """

    to: str
    name: str = ""
    symbol: str = ""
    kind: str = ""


def without_words(thing: Thing) -> Thing:
    """Return a thing as it is remembered: by its id alone if it has one."""
    return Thing(thing.to, "", "", "") if thing.to and (thing.name or thing.symbol or thing.kind) else thing


def single_session(things: list[Thing]) -> Thing | None:
    """Return the one session where only a series and a session of it were named ("imrf", "imrf-2022"), else None."""
    ordered = sorted(things, key=lambda thing: len(thing.to))
    return ordered[1] if len(ordered) == 2 and is_session(ordered[1], ordered[0]) else None  # noqa: PLR2004 - both


@lru_cache(maxsize=_KEPT)
def series_of(identity: str) -> tuple[str, ...]:
    """Return the ids of the series that a thing may be a session of.

    >>> series_of("imrf-2022-a")
    ('imrf', 'imrf-2022')
    """
    return tuple(identity[:at] for at, letter in enumerate(identity) if letter == "-" and at)


def is_session(thing: Thing, series: Thing) -> bool:
    """Say whether a thing is a session of a series."""
    return bool(series.to) and thing.to.startswith(f"{series.to}-")


class Interpretation(Row):
    """What an anchor was read as: things in the order of preference, how sure, by which rule."""

    things: tuple[Thing, ...]
    status: str
    rule: str
    confidence: str = "high"


class _Occurrences:
    """When and how often a thing was cited."""

    __slots__ = ("clause", "count", "end", "offset")

    def __init__(self) -> None:
        self.count = 0
        self.clause = -1
        self.offset = self.end = -1


def _weightiest(held: dict[Thing, _Occurrences]) -> dict[Thing, _Occurrences]:
    """Return the things that were cited most, of those alike the last ones, in the order in which they were."""
    ranked = sorted(held, key=lambda thing: (held[thing].count, held[thing].clause, held[thing].offset))
    kept = set(ranked[-_MOST_OF_A_NOUN:])
    return {thing: seen for thing, seen in held.items() if thing in kept}


class Memory:
    """The things cited so far by the noun their name turns on, the short forms defined, and the last citation."""

    def __init__(self, catalogue: Catalogue, own: str = "") -> None:
        """Start with nothing cited; ``own`` is the id of the document itself, '' if no catalogue has it."""
        self.catalogue = catalogue
        self.own = own
        self.cited: dict[str, int] = {}
        self.heads: dict[str, dict[Thing, _Occurrences]] = {}
        self.defined: dict[str, Thing] = {}
        self.last: dict[bool, dict[Thing, None]] = {False: {}, True: {}}
        self.last_clause = {False: -1, True: -1}
        self.small: dict[str, set[str]] = {}
        self.annexes: dict[str, set[Thing]] = {}
        self._heads_of: dict[str, frozenset[str]] = {}
        self._seen: dict[Thing, list[_Occurrences]] = {}
        self._kin: dict[str, bool] = {}
        self._named: dict[str, list[set[str]]] = {}

    def cite(
        self, thing: Thing, clause: int, offset: int, *, own: bool = True, note: bool = False, end: int = 0
    ) -> None:
        """Remember a citation; ``own`` is false for what "ibid." never means, ``note`` is true in footnotes."""
        known = self._seen.get(thing)
        if known is None:
            thing = without_words(thing)
            known = self._seen.get(thing)
        if to := thing.to:
            self.cited[to] = self.cited.get(to, 0) + 1
        end = max(end, offset)
        for seen in self._by_nouns(thing) if known is None else known:
            seen.count += 1
            seen.clause, seen.offset, seen.end = clause, offset, end
        if known is None:
            self._let_go(thing)
        if own:
            if clause != self.last_clause[note] or clause < 0:
                self.last[note], self.last_clause[note] = {}, clause
            last = self.last[note]
            if len(last) < _MOST_OF_A_CLAUSE:
                last[thing] = None

    def _by_nouns(self, thing: Thing) -> list[_Occurrences]:
        """Return when a thing was cited by each noun of its names, for all citations of it that follow."""
        found = self._seen[thing] = []
        for head in self._heads(thing):
            held = self.heads.setdefault(head, {})
            if thing not in held:
                held[thing] = _Occurrences()
            found.append(held[thing])
        return found

    def _let_go(self, thing: Thing) -> None:
        """Let go of what was cited least where a noun stands for too many things with a new one."""
        for head in self._heads(thing):
            if len(self.heads[head]) > 2 * _MOST_OF_A_NOUN:
                self.heads[head] = _weightiest(self.heads[head])
                self._seen.clear()
        if len(self._seen) > _KEPT:
            self._seen.clear()

    def _heads(self, thing: Thing) -> frozenset[str]:
        key = thing.to or thing.name
        found = self._heads_of.get(key)
        if found is None:
            told = self.catalogue.nouns(thing.to) if thing.to else None
            if told is None:
                told = nouns_of({thing.name: SHIPPED}, self.catalogue.kind(thing.to) if thing.to else thing.kind)
            found = self._heads_of[key] = frozenset(told)
        return found

    def itself(self, target: str) -> str:
        """Return the document's own id where a text names the series that it belongs to, the target otherwise."""
        series = self.own.startswith(f"{target}-") and self.catalogue.kind(target) == "class"
        return self.own if series else target

    def admits(self, form: Form, called: str = "") -> bool:
        """Say whether a form too general to count by itself does here.

        It does if the text has named its thing, one of the series of documents that it is, or whose it is. It does not
        if the text has named others alone by the noun that it is ("the Charter").
        """
        if form.target in self.cited or self._names_one_of(form.target):
            return True
        if called and self.heads.get(called):
            return False
        if form.target not in self._kin:
            names = [other.text.lower() for other in self.catalogue.forms_of(form.target) if other.type == "full"]
            whole = f"{_ORGANISATION} {form.text.lower().removeprefix(_THE)}"
            self._kin[form.target] = whole in names or any(name.endswith(_UNITED) for name in names)
        return self._kin[form.target] and any(who in self.cited for who in self.catalogue.marked("organisation"))

    def _names_one_of(self, target: str) -> bool:
        """Say whether the text has named a document of a series: then "the next biennial report" is of the series."""
        members = self.catalogue.series.get(target, ())
        return (
            bool(members)
            and self.catalogue.kind(target) in INSTRUMENT_KINDS
            and not self.cited.keys().isdisjoint(members)
        )

    def last_at(self, thing: Thing, head: str) -> int:
        """Return where the last citation of a thing ended, -1 if it has none by this noun."""
        seen = self.heads.get(head, {}).get(thing)
        return seen.end if seen else -1

    def count(self, thing: Thing) -> int:
        """Return how often a thing was cited."""
        return self.cited.get(thing.to, 0)

    def point_back(self, head: str, clause: int, *, nearest: bool = False) -> tuple[Thing | None, list[Thing]]:
        """Return the one thing that a head noun stands for, None if none stands out, and all it could mean.

        One stands out if it is the only one; if it alone was cited in this clause or the one before; if it was cited
        far more often than all others; or, with ``nearest`` ("that Declaration"), if it was cited last.
        """
        seen = self.heads.get(head, {})
        if len(seen) <= 1:
            return next(iter(seen), None), list(seen)
        things = sorted(seen, key=lambda thing: -seen[thing].offset)
        near = [thing for thing in things if clause - seen[thing].clause <= _NEAR]
        if nearest or len(near) == 1:
            return things[0], things
        heaviest = max(things, key=lambda thing: seen[thing].count)
        others = sum(seen[thing].count for thing in things) - seen[heaviest].count
        return (heaviest if seen[heaviest].count >= OUTWEIGHS * others else None), things

    def spell(self, thing: Thing, words: str) -> None:
        """Remember the words a thing was cited in: a name without capitals is pointed back to without capitals."""
        head = _small_head(words) if thing.to else ""
        if head:
            self.small.setdefault(head, set()).add(thing.to)

    def aim(self, thing: Thing, locators: tuple[str, ...]) -> None:
        """Remember whose annex was cited, so that a bare "annex II" can point back to it."""
        for locator in locators[:1]:
            if locator.startswith("annex"):
                self.annexes.setdefault(locator.partition(".")[0], set()).add(thing)

    def annexed(self, locator: str) -> Thing | None:
        """Return the one thing whose annex of this number was cited."""
        things = self.annexes.get(locator.partition(".")[0], set())
        return next(iter(things)) if len(things) == 1 else None

    def partial(self, words: frozenset[str], head: str) -> Thing | None:
        """Return the one cited thing of this head whose name has all of these words."""
        found = [
            thing
            for thing in self.heads.get(head, {})
            if thing.to and any(words <= name for name in self._words(thing))
        ]
        return found[0] if len(found) == 1 else None

    def _words(self, thing: Thing) -> list[set[str]]:
        if thing.to not in self._named:
            forms = self.catalogue.forms_of(thing.to)
            self._named[thing.to] = [set(form.text.lower().replace(",", "").split()) for form in forms]
        return self._named[thing.to]

    def define(self, words: str, thing: Thing) -> None:
        """Let words stand for a thing from here on."""
        if len(self.defined) < _MOST_DEFINED:
            self.defined[words] = thing


@lru_cache(maxsize=_KEPT)
def _small_head(words: str) -> str:
    """Return the noun of a name as written if it has no capital there, '' if it has."""
    if words.islower() or (words[-1:].islower() and head_of(words) == ""):
        return head_of(words.title())
    return ""


# A text that defines more short forms than this is not being read as a text.
_MOST_DEFINED = 2000


_MARK = re.compile(r"[\"'\u201d\u2019)]?[,;.:]? ?(?:([\u00b9\u00b2\u00b3\u2070-\u2079]{1,3})|([0-9]{1,3})(?![0-9/.]))")
_PLAIN = str.maketrans("\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079", "1230456789")
_NUMBER = re.compile(r"(?<![0-9])([0-9]+)$")


def tie(text: str, citations: list[Citation], notes: Sequence[ClauseSpan], base: int = 0) -> list[Citation]:
    """Give names that nothing knows the symbol of their footnote, and what that symbol names.

    ``base`` is where the text begins in the one that offsets count in.
    """
    first: dict[str, Citation] = {}
    for citation in citations:
        if citation.note and citation.symbol and citation.note not in first:
            first[citation.note] = citation
    by_mark: dict[tuple[str, str], str] = {}
    single: dict[str, list[str]] = {}
    for span in notes:
        number = _NUMBER.search(span.locator)
        if number and span.locator in first:
            by_mark[(span.note_of, number.group(1))] = span.locator
            single.setdefault(number.group(1), []).append(span.locator)
    if not by_mark:
        return citations
    return [_tied(text, base, citation, by_mark, single, first) for citation in citations]


def _tied(
    text: str,
    base: int,
    citation: Citation,
    by_mark: dict[tuple[str, str], str],
    single: dict[str, list[str]],
    first: dict[str, Citation],
) -> Citation:
    if citation.note or citation.to or citation.symbol or citation.kind == "body":
        return citation
    mark = _MARK.match(text, citation.end - base)
    if not mark:
        return citation
    number = (mark.group(1) or mark.group(2)).translate(_PLAIN)
    only = single.get(number, [])
    note = by_mark.get((citation.locator, number)) or (only[0] if len(only) == 1 else "")
    if not note:
        return citation
    found = first[note]
    name = found.name if found.to else citation.name
    status = RESOLVED if found.to else UNRESOLVED
    return citation.replace(
        status=status, to=found.to, symbol=found.symbol, name=name, rule="footnote", confidence="medium", candidates=(),
        kind=found.kind if found.to else citation.kind,
    )  # fmt: skip


# What may stand before the first source of a footnote, and between two of one set.
@lru_cache(maxsize=16)
def _separators(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table(code)
    articles = led_by(words["articles"])
    # Bounded: what is longer is no opening, and unbounded white space would be tried in every division.
    opening = rf"\W{{0,20}}(?:[0-9]{{1,4}}\W{{1,20}})?(?:\w{{1,40}}[.,:]? ){{0,2}}\W{{0,20}}{articles}\W{{0,20}}"
    between = (
        rf"[\s,;()]{{0,20}}(?:(?:{words['listing']})\s{{1,20}})?(?:{articles}|[0-9.]{{0,20}}\s{{0,20}})"
        rf"[\"\u201d\u2019']{{0,20}}\s{{0,20}}"
    )
    return re.compile(opening, re.IGNORECASE), re.compile(between, re.IGNORECASE)


class Notes:
    """The sources of the footnotes, in the order of the text."""

    def __init__(self, spans: Sequence[ClauseSpan], code: str = DEFAULT) -> None:
        """Take the footnotes of a text in a language."""
        self._opening, self._between = _separators(code)
        self._cited: dict[str, list[tuple[int, int, tuple[Thing, ...], str]]] = {}
        self.hold(spans)

    def hold(self, spans: Sequence[ClauseSpan]) -> None:
        """Take the footnotes that are left and those of the next piece of a text."""
        ordered = sorted(spans, key=lambda span: span.start)
        self._before = {span.locator: last.locator for last, span in pairwise(ordered)}
        self._starts = {span.locator: span.start for span in ordered}
        self._cited = {note: cited for note, cited in self._cited.items() if note in self._starts}

    def add(
        self, note: str, reading: Interpretation, start: int, end: int, anchor: Anchor, *, actor: bool = False
    ) -> None:
        """Remember a citation of a footnote; its offsets are those of the text. An ``actor`` is no source."""
        if note and anchor.outer < 0:
            things = () if reading.status == AMBIGUOUS else reading.things
            pin = anchor.pinpoint
            stop = end + (pin.end - anchor.end if pin is not None and pin.end > anchor.end else 0)
            self._cited.setdefault(note, []).append((start, stop, things, "actor" if actor else anchor.what))

    def source(self, note: str, text: str, base: int = 0) -> tuple[Thing, ...]:
        """Return what "ibid." means in a footnote, nothing if that is not known; the text begins at ``base``."""
        own = self._cited.get(note)
        if own:
            return _known(own[-1][2])
        before = self._before.get(note, "")
        cited = self._cited.get(before, [])
        begun = self._starts[before] - base if cited else -1
        if begun < 0 or not self._opening.fullmatch(text, begun, cited[0][0] - base):
            return ()
        if cited[0][3] == "actor":
            # "Report of the Conference ..., Sales No. E.93.I.8, chap. I": the publication, if it has a symbol.
            return next((_known(things) for _, _, things, what in cited if what == "symbol"), ())
        things = list(_known(cited[0][2]))
        for (_, end, _, what), (start, _, more, _) in pairwise(cited):
            if what == "same" or not self._between.fullmatch(text, end - base, start - base):
                break
            things += [thing for thing in _known(more) if thing not in things]
        return tuple(dict.fromkeys(things))


def _known(things: tuple[Thing, ...]) -> tuple[Thing, ...]:
    return tuple(thing for thing in things if thing.to or thing.name or thing.symbol)
