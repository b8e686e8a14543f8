"""Read anchors as citations: look up what they name, in the light of what the text has cited before."""

from __future__ import annotations

from collections import deque

from compactx.citation.anchors import back_words
from compactx.citation.citation import AMBIGUOUS, RESOLVED, UNRESOLVED, Citation
from compactx.citation.language import BODY_HEADS, DEFAULT, head_of, nouns_in, table
from compactx.citation.memory import (
    OUTWEIGHS,
    Interpretation,
    Notes,
    Thing,
    is_session,
    series_of,
    single_session,
    without_words,
)
from compactx.citation.parts import BareParts, annex_names, located, missing, unlikely
from compactx.model.kinds import ACTOR_KINDS, CLASS_KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.citation import Anchor, ClausePlace, Clauses
    from compactx.citation.definitions import Definition
    from compactx.citation.forms import Form
    from compactx.citation.memory import Memory
    from compactx.citation.normalise import FoldedText
    from compactx.citation.pinpoint import Aim, Pinpoint
    from compactx.citation.symbols import Symbol

_TREATY_HEADS = frozenset(table()["treaty_heads"].split())
_NO_INSTRUMENTS = frozenset((*ACTOR_KINDS, *CLASS_KINDS))
_BODY_HEADS = frozenset(BODY_HEADS)
_BOTH = 2
_ANCHORS = ("name", "symbol", "unknown", "body", "defined", "same", "back")
_POINTERS = frozenset({"back", "same"})
_SHORTENED = frozenset({"name-in-context", "short-name"})
_WORDS = 40  # of the words that bind


class Resolver:
    """Resolves the anchors of one stretch of text after the other; the memory goes from one to the next."""

    def __init__(self, text: str, catalogue: Catalogue, memory: Memory, clauses: Clauses, code: str = DEFAULT) -> None:
        """Keep what every anchor is read with."""
        self.text = text
        self.base = self.behind = 0  # where that begins in the whole; the folded letters before a stretch
        self.catalogue = catalogue
        self.memory = memory
        self.clauses = clauses
        self.phrases = table(code)
        self.bare = BareParts(catalogue, memory, code)
        self.notes = Notes(clauses.notes, code)
        # Where the words stand that named each thing in full, and those that defined each short form; or the words.
        self.named: dict[Thing, tuple[int, int] | str] = {}
        self.defining: dict[str, tuple[int, int] | str] = {}
        self.others: dict[str, int] = {}  # where a noun in small letters stood for something else
        # The meeting whose outcome the text itself is: "the Forum" there is this session and not the series.
        self.folded = ""
        self.outcome_of = catalogue.linked(memory.own, "outcome-of") if memory.own else ()
        self.restricted = frozenset(self.phrases["restricted"].split("|"))
        self.plain_before = frozenset(self.phrases["back"].split("|"))
        self.nearest = frozenset(self.phrases["nearest"].split("|"))
        # How each kind of anchor is read, and what names were read as whatever the text has cited.
        self.readers = {what: getattr(self, f"_read_{what}") for what in _ANCHORS}
        self.plain_names: dict[tuple[str, ...], Interpretation] = {}

    def go_on(self, text: str, base: int) -> None:
        """Go on with a text that begins at an offset of the whole: what was read before it is let go."""
        for held in (self.named, self.defining):
            held.update({what: self._words(at) for what, at in held.items() if not isinstance(at, str)})  # type: ignore[misc]
        self.text, self.base = text, base
        self.notes.hold(self.clauses.notes)

    def resolve(
        self, folded: FoldedText, anchors: list[Anchor], loose: list[Pinpoint], definitions: list[Definition]
    ) -> Iterator[Citation]:
        """Yield the citations of a stretch in order."""
        defined: dict[int, list[Definition]] = {}
        for definition in definitions:
            defined.setdefault(definition.anchor, []).append(definition)
        absorbed: set[int] = set()
        pending = deque(loose)
        self.bare.turn(folded.text, anchors)
        self.folded = folded.text
        for number, anchor in enumerate(anchors):
            while pending and pending[0].start < anchor.start:
                yield from self._part(folded, pending.popleft())
            if number in absorbed:
                continue
            place = self.clauses.at(folded.start(anchor.start))
            reading: Interpretation | None = self.readers[anchor.what](anchor, place)
            if reading is None:
                continue
            binding = defined.get(number, ())
            end = self._absorb(anchors, number, reading, binding, absorbed) if binding else anchor.end
            self._remember(anchor, reading, place)
            span = folded.start(anchor.start), folded.end(end)
            if place.note:
                actor = anchor.what in {"name", "body"} and all(self._kind(t) in ACTOR_KINDS for t in reading.things)
                self.notes.add(place.note, reading, *span, anchor, actor=actor)
            if anchor.what != "name":
                self.bare.add(anchor, reading)
            said = self._bound(folded, anchor, span, reading, binding)
            yield from self._cite(folded, anchor, span, reading, place, said)
        for pin in pending:
            yield from self._part(folded, pin)
        self._leave()

    def _leave(self) -> None:
        """Note what later stretches ask of this one: where a noun in small letters stood for something else."""
        for head, things in self.memory.small.items():
            last = self.memory.last_at(Thing(next(iter(things))), head) if len(things) == 1 else -1
            if last > self.others.get(head, -1):
                found = next(self._other_nouns(head, max(0, last - self.behind), len(self.folded)), None)
                if found:
                    self.others[head] = self.behind + found.start()
        self.behind += len(self.folded)

    def _bound(
        self,
        folded: FoldedText,
        anchor: Anchor,
        span: tuple[int, int],
        reading: Interpretation,
        definitions: Sequence[Definition],
    ) -> str:
        """Return the words that bind a short form or a pointer back; remember words that name things in full."""
        if anchor.what == "defined":
            return self._words(self.defining[anchor.value]) if anchor.value in self.defining else ""
        if anchor.what in _POINTERS or reading.rule in _SHORTENED:
            things = map(without_words, reading.things)
            return "; ".join(self._words(self.named[thing]) for thing in things if thing in self.named)
        if definitions:
            span = span[0], max(span[1], *(folded.end(definition.closed) for definition in definitions))
            self.defining.update((definition.words, span) for definition in definitions)
        if reading.status != AMBIGUOUS:
            for thing in map(without_words, reading.things):
                if anchor.what != "symbol" or thing not in self.named:  # a name tells more than a symbol beside it
                    self.named[thing] = span
        return ""

    def _words(self, span: tuple[int, int] | str) -> str:
        """Return the words of a stretch, but not more than are shown."""
        return span if isinstance(span, str) else " ".join(self._text(*span).split()[:_WORDS])

    def _text(self, start: int, end: int) -> str:
        return self.text[start - self.base : end - self.base]

    # What an anchor is read as

    def _read_name(self, anchor: Anchor, _: ClausePlace) -> Interpretation | None:
        forms: tuple[Form, ...] = anchor.value
        if anchor.how in {"lowered", "general"}:
            article = anchor.pinpoint is not None and anchor.pinpoint.kind == "article"
            forms = tuple(f for f in forms if self.memory.admits(f) or (article and f.type == "acronym"))
            if not forms:
                return None
        named = (anchor.how, *[form.target for form in forms])
        if named in self.plain_names:
            return self.plain_names[named]
        targets = list(dict.fromkeys(self.memory.itself(form.target) for form in forms))
        rule = {"exact": "name", "raised": "name", "lowered": "name-in-context", "general": "short-name"}[anchor.how]
        sure = "high" if anchor.how == "exact" else "medium"
        things = tuple(Thing(target) for target in targets)
        if len(targets) == 1 or all(self.catalogue.kind(target) == "class" for target in targets):
            reading = self.plain_names[named] = Interpretation(things, RESOLVED, rule, sure)
            return reading
        cited = [thing for thing in things if thing.to in self.memory.cited]
        if len(cited) == 1:
            return Interpretation((cited[0],), RESOLVED, "name-in-context", "medium")
        return Interpretation(things, AMBIGUOUS, rule, "low")

    def _read_symbol(self, anchor: Anchor, _: ClausePlace) -> Interpretation | None:
        symbol: Symbol = anchor.value
        to = ""
        for annex in annex_names(anchor.pinpoint):
            to = to or self.catalogue.symbols.get(f"{symbol.symbol} {annex}", "")
        to = to or (self.catalogue.of_symbol(symbol.symbol) if symbol.symbol else "")
        if symbol.rule == "labour-bare-code" and not to and not self._labour():
            return None
        sure = "high" if symbol.symbol else "low"
        shared = self.catalogue.sharing(symbol.symbol) if to else ()
        if len(shared) > 1:
            return Interpretation(tuple(Thing(one, "", symbol.symbol) for one in shared), RESOLVED, symbol.rule, sure)
        thing = Thing(to, "" if to else symbol.symbol, symbol.symbol)
        return Interpretation((thing,), RESOLVED if to else UNRESOLVED, symbol.rule, sure)

    def _labour(self) -> bool:
        """Say whether the text has named the organisation whose standards have codes."""
        return any(who in self.memory.cited for who in self.catalogue.marked("labour-standards"))

    def _read_unknown(self, anchor: Anchor, _: ClausePlace) -> Interpretation | None:
        name = str(anchor.value)
        content = frozenset(word.strip(",").lower() for word in name.split() if word[0].isupper())
        partial = self.memory.partial(content, head_of(name)) if len(content) > 1 else None
        if partial:
            return Interpretation((partial,), RESOLVED, "name-in-context", "medium")
        return Interpretation((Thing("", str(anchor.value)),), UNRESOLVED, "unknown-name", "medium")

    def _read_body(self, anchor: Anchor, _: ClausePlace) -> Interpretation | None:
        return Interpretation((Thing("", str(anchor.value), kind="body"),), UNRESOLVED, "unknown-body", "low")

    def _read_defined(self, anchor: Anchor, _: ClausePlace) -> Interpretation | None:
        thing = self.memory.defined.get(str(anchor.value))
        if thing is None:
            return None
        return Interpretation((thing,), RESOLVED if thing.to else UNRESOLVED, "defined", "high")

    def _read_same(self, _: Anchor, place: ClausePlace) -> Interpretation | None:
        last = self.notes.source(place.note, self.text, self.base) if place.note else tuple(self.memory.last[False])
        if not last:
            return Interpretation((Thing("", ""),), UNRESOLVED, "same-as-before", "low")
        known = all(thing.to for thing in last)
        sure = "high" if place.note and known else "medium"
        if len(last) == 1 or place.note:
            return Interpretation(last, RESOLVED if known else UNRESOLVED, "same-as-before", sure)
        return Interpretation(last, AMBIGUOUS, "same-as-before", "low")

    def _read_back(self, anchor: Anchor, place: ClausePlace) -> Interpretation | None:
        which, head, plural = back_words(anchor.value)
        if which in self.restricted:
            return None
        if anchor.value.group("small"):
            return self._read_small(head, anchor.start, plural=plural)
        one, several = self.memory.point_back(head, place.number, nearest=which in self.nearest)
        if head in _BODY_HEADS:
            return self._body(one, several, plural=plural)
        if plural and len(several) == _BOTH:
            return Interpretation(tuple(several), RESOLVED, "points-back", "medium")
        if one is None or (plural and len(several) > 1):
            return Interpretation(tuple(several), AMBIGUOUS, "points-back", "low") if several else None
        sure = "high" if len(several) == 1 else "medium"
        return Interpretation((one,), RESOLVED if one.to else UNRESOLVED, "points-back", sure)

    def _read_small(self, head: str, start: int, *, plural: bool) -> Interpretation | None:
        """Read "the forum" in small letters: the one thing that the text names so, if nothing else was named since."""
        small = self.memory.small.get(head, set())
        one = Thing(next(iter(small))) if len(small) == 1 and not plural else None
        if one is None or self._named_since(one, head, start):
            return None
        return Interpretation((one,), RESOLVED, "points-back", "medium")

    def _named_since(self, thing: Thing, head: str, start: int) -> bool:
        """Say whether the noun stood, since a thing was cited, in words that name another: "the financing forum"."""
        last = self.memory.last_at(thing, head)
        if last < 0:
            return False
        before = last < self.behind and self.others.get(head, -1) >= last
        return before or any(self._other_nouns(head, max(0, last - self.behind), start))

    def _other_nouns(self, head: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield where a noun stands in this stretch in words that may name something else."""
        plain = self.plain_before
        found = nouns_in(head, self.folded, start, end)
        return (one for one in found if (one.group("before") or "").strip().lower() not in plain)

    def _body(self, one: Thing | None, several: list[Thing], *, plural: bool) -> Interpretation | None:
        """Read "the Forum": where the text has named a single one, one session of a series, or one far more often."""
        if len(several) > 1 and not plural:
            one = single_session(several) or self._heaviest(several)
        if one is None or self.catalogue.kind(one.to) not in _NO_INSTRUMENTS:
            return None
        own = (Thing(who) for who in self.outcome_of if not plural and is_session(Thing(who), one))
        return Interpretation((next(own, one),), RESOLVED, "points-back", "medium")

    def _heaviest(self, things: list[Thing]) -> Thing | None:
        """Return the series, or its one session, that a text names far more often than all other things together."""
        of = {thing.to: thing for thing in things if thing.to}
        counts = {thing: 0 for thing in things if not any(whole in of for whole in series_of(thing))}
        for thing in things:
            for whole in (thing, *(of[whole] for whole in series_of(thing) if whole in of)):
                if whole in counts:
                    counts[whole] += self.memory.count(thing)
        series = list(counts)
        most = max(series, key=lambda thing: counts[thing])
        if counts[most] < OUTWEIGHS * (sum(counts.values()) - counts[most]):
            return None
        sessions = [thing for thing in things if is_session(thing, most)]
        return sessions[0] if len(sessions) == 1 else most

    # What follows from it

    def _remember(self, anchor: Anchor, reading: Interpretation, place: ClausePlace) -> None:
        if reading.status == AMBIGUOUS:
            return
        for thing in reading.things:
            if thing.to or thing.name:
                if anchor.pinpoint:
                    self.memory.aim(thing, anchor.pinpoint.locators)
                if anchor.what == "name":
                    self.memory.spell(thing, self.folded[anchor.start : anchor.end])
                self.memory.cite(
                    thing,
                    place.number,
                    self.behind + anchor.start,
                    own=anchor.outer < 0 and self._kind(thing) not in _NO_INSTRUMENTS,
                    note=bool(place.note),
                    end=self.behind + anchor.end,
                )

    def _absorb(
        self,
        anchors: list[Anchor],
        number: int,
        reading: Interpretation,
        definitions: Sequence[Definition],
        absorbed: set[int],
    ) -> int:
        """Take the bracketed short form into the name before it, and remember what it stands for."""
        end = anchors[number].end
        thing = reading.things[0]
        for definition in definitions:
            if definition.words and reading.status != AMBIGUOUS and (thing.to or thing.name):
                self.memory.define(definition.words, thing)
            later = range(number + 1, min(len(anchors), number + 8))
            absorbed.update(n for n in later if definition.closed > anchors[n].start >= definition.opened)
            if not any(end <= anchors[n].start < definition.opened for n in later):
                end = max(end, definition.closed)
        return end

    def _cite(
        self,
        folded: FoldedText,
        anchor: Anchor,
        span: tuple[int, int],
        reading: Interpretation,
        place: ClausePlace,
        binding: str,
    ) -> Iterator[Citation]:
        start, stop = span
        surface = self._text(start, stop)
        pin: Pinpoint | None = anchor.pinpoint
        written = self._text(folded.start(pin.start), folded.end(pin.end)) if pin else ""
        ambiguous = reading.status == AMBIGUOUS
        for thing in reading.things[:1] if ambiguous else reading.things:
            to = "" if ambiguous else thing.to
            whole = self.catalogue.whole_of(to) if pin and to else ""
            lost = missing(whole, pin, self.catalogue) if pin and to else []
            gone = pin is not None and bool(lost) and len(lost) == len(pin.aims)
            unsure = self._unlikely(whole, pin) if pin and to and not gone else ""
            refused = self._no_such(whole, lost) if gone else unsure
            why = refused or _in_part(pin) or getattr(anchor.value, "refusal", "")
            yield Citation(
                place.locator, surface, start, stop,
                UNRESOLVED if gone else RESOLVED if to else reading.status, self._kind(thing),
                "" if gone else to, surface if ambiguous else self._name(thing, surface),
                written, pin.locators if pin else (), thing.symbol,
                "footnote" if place.note else "nested" if anchor.outer >= 0 else "text",
                reading.rule, "low" if unsure else reading.confidence, place.note,
                tuple(t.to or t.name for t in reading.things) if ambiguous else (),
                pin.kind if pin else "", whole if pin else "", why, binding,
            )  # fmt: skip
            if pin and to:
                yield from self._parts_of(folded, whole, pin, place, binding)
                if lost and not gone:
                    yield from self._missing(folded, whole, lost, pin, place, binding)

    def _missing(
        self, folded: FoldedText, whole: str, lost: Sequence[Aim], pin: Pinpoint, place: ClausePlace, binding: str = ""
    ) -> Iterator[Citation]:
        """Yield what a pinpoint aims at and the instrument does not have: never resolved, and why."""
        for aim in lost:
            start, stop = folded.start(aim.start), folded.end(aim.end)
            surface = self._text(start, stop)
            yield Citation(
                place.locator, surface, start, stop, UNRESOLVED, pin.kind, "", surface,
                pinpoint=surface, parts=(aim.locator,), basis="footnote" if place.note else "text",
                rule="pinpoint", confidence="high", note=place.note,
                pinpoint_kind=pin.kind, whole=whole, reason=self._no_such(whole, [aim]), binding=binding,
            )  # fmt: skip

    def _no_such(self, whole: str, lost: Sequence[Aim]) -> str:
        """Return why parts are not resolved: which do not exist, and what does."""
        return f"no such part: {self._instead(whole, lost)}"

    def _unlikely(self, whole: str, pin: Pinpoint) -> str:
        """Return which parts do not exist as far as we know, '' if none is doubted."""
        aims = unlikely(whole, pin, self.catalogue)
        return f"perhaps no such part: {self._instead(whole, aims)}" if aims else ""

    def _instead(self, whole: str, aims: Sequence[Aim]) -> str:
        lacks = filter(None, (self.catalogue.lacks(whole, aim.locator) for aim in aims))
        told = dict.fromkeys(lack.said for lack in lacks)
        return f"{', '.join(aim.locator for aim in aims)} ({'; '.join(told)})"

    def _kind(self, thing: Thing) -> str:
        if thing.to or thing.kind:
            return thing.kind or self.catalogue.kind(thing.to)
        if thing.symbol.startswith(("UNTS", "ILO C", "ILO P")):
            return "treaty"
        if "/RES/" in thing.symbol or "/DEC/" in thing.symbol:
            return "resolution"
        return "treaty" if head_of(thing.name) in _TREATY_HEADS else "document"

    def _name(self, thing: Thing, surface: str) -> str:
        return (self.catalogue.title(thing.to) if thing.to else thing.name) or " ".join(surface.split())

    def _parts_of(
        self, folded: FoldedText, to: str, pin: Pinpoint, place: ClausePlace, binding: str = ""
    ) -> Iterator[Citation]:
        for part in located(to, pin, self.catalogue):
            start, stop = folded.start(part.start), folded.end(part.end)
            surface = self._text(start, stop)
            yield Citation(
                place.locator, surface, start, stop, RESOLVED, part.target.kind, part.target.id, part.target.title,
                pinpoint=surface, parts=(part.locator,), basis="footnote" if place.note else "text",
                rule="pinpoint", confidence="high", note=place.note, pinpoint_kind=pin.kind, whole=to,
                binding=binding,
            )  # fmt: skip

    def _part(self, folded: FoldedText, pin: Pinpoint) -> Iterator[Citation]:
        """Read a pinpoint that stands alone: objectives of the main instrument, goals and targets."""
        whole, sure = self._annexed(pin) if pin.aims[0].locator.startswith("annex-") else self.bare.owner(pin)
        if not whole:
            return
        place = self.clauses.at(folded.start(pin.start))
        rule = "points-back" if "annex" in pin.locators[0] else pin.units[0].kind
        found = [c for c in self._parts_of(folded, whole, pin, place) if c.to.rpartition("/")[2] != place.locator]
        lost = missing(whole, pin, self.catalogue)
        for citation in (*found, *self._missing(folded, whole, lost, pin, place)):
            yield citation.replace(rule=rule, confidence=sure)
        if found or lost:
            self.memory.cite(Thing(whole), place.number, self.behind + pin.start, note=bool(place.note))

    def _annexed(self, pin: Pinpoint) -> tuple[str, str]:
        """Return the one instrument whose annex of this number the text has cited."""
        thing = self.memory.annexed(pin.locators[0])
        return (thing.to, "medium") if thing else ("", "")


def _in_part(pin: Pinpoint | None) -> str:
    """Return that a pinpoint was not understood whole, '' if it was or there is none."""
    return "parts not told apart" if pin is not None and not pin.aims else ""
