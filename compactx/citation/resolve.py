"""Read anchors as citations: look up what they name, in the light of what the text has cited before."""

from __future__ import annotations

from collections import deque

from compactx.citation.back import NO_INSTRUMENTS, BackReader
from compactx.citation.citation import AMBIGUOUS, RESOLVED, UNRESOLVED, Citation
from compactx.citation.language import DEFAULT, head_of, table
from compactx.citation.memory import Interpretation, Notes, Thing, without_words
from compactx.citation.parts import BareParts, annex_names, located, missing, why_doubted, why_in_part, why_missing
from compactx.model.kinds import ACTOR_KINDS
from compactx.model.record import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeVar

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.citation import Anchor, ClausePlace, Clauses
    from compactx.citation.definitions import Definition
    from compactx.citation.forms import Form
    from compactx.citation.memory import Memory
    from compactx.citation.normalise import FoldedText
    from compactx.citation.pinpoint import Aim, Pinpoint
    from compactx.citation.symbols import Symbol

if TYPE_CHECKING:
    What = TypeVar("What", str, Thing)

_TREATY_HEADS = frozenset(table()["treaty_heads"].split())
_ANCHORS = ("name", "symbol", "unknown", "body", "defined", "same", "back")
_POINTERS = frozenset({"back", "same"})
_BOUND = _POINTERS | {"defined"}
_SHORTENED = frozenset({"name-in-context", "short-name"})
_WORDS = 40  # of the words that bind
_KEPT = 10_000  # things that are remembered: a text repeats few


class _Known(Row):
    """What there is to know of a thing: kind, name, the thing as it is remembered, whether "ibid." may mean it."""

    thing: Thing
    kind: str
    name: str
    plain: Thing
    source: bool


class _Settled(Row):
    """What a name is read as whatever the text has cited: its forms, its letters, the reading and what is known of it.

    It is found by the place of its forms in memory, which they keep as long as it is there.
    """

    forms: tuple[Form, ...]
    size: int
    reading: Interpretation
    known: list[_Known]


class Resolver:
    """Resolves the anchors of one stretch of text after the other; the memory goes from one to the next."""

    def __init__(self, text: str, catalogue: Catalogue, memory: Memory, clauses: Clauses, code: str = DEFAULT) -> None:
        """Keep what every anchor is read with."""
        self.text = text
        self.base = self.behind = 0  # where that begins in the whole; the folded letters before a stretch
        self.catalogue = catalogue
        self.memory = memory
        self.clauses = clauses
        self.bare = BareParts(catalogue, memory, code)
        self.notes = Notes(clauses.notes, code)
        # Where the words stand that named each thing in full, and those that defined each short form; or the words.
        self.named: dict[Thing, tuple[int, int] | str] = {}
        self.defining: dict[str, tuple[int, int] | str] = {}
        self.back = BackReader(catalogue, memory, code)
        # What names and symbols are read as whatever the text has cited.
        self.plain_names: dict[tuple[str, ...], Interpretation] = {}
        self.plain_symbols: dict[str, Interpretation] = {}
        self.known: dict[Thing, _Known] = {}
        self.settled: dict[int, _Settled] = {}

    def go_on(self, text: str, base: int) -> None:
        """Go on with a text that begins at an offset of the whole: what was read before it is let go."""
        for what in self.named:
            self._said(self.named, what)
        for words in self.defining:
            self._said(self.defining, words)
        self.text, self.base = text, base
        self.notes.hold(self.clauses.notes)

    def resolve(
        self, folded: FoldedText, anchors: list[Anchor], loose: list[Pinpoint], definitions: list[Definition]
    ) -> list[Citation]:
        """Return the citations of a stretch in order."""
        found: list[Citation] = []
        defined: dict[int, list[Definition]] = {}
        for definition in definitions:
            defined.setdefault(definition.anchor, []).append(definition)
        absorbed: set[int] = set()
        pending = deque(loose)
        self.bare.turn(folded.text, anchors)
        self.back.folded, self.behind = folded.text, self.back.behind
        clause_at, readers, settled = self.clauses.at, _READERS, self.settled
        starts = folded.starts([anchor.start for anchor in anchors])
        for number, (anchor, start) in enumerate(zip(anchors, starts, strict=True)):
            while pending and pending[0].start < anchor.start:
                found += self._part(folded, pending.popleft())
            if number in absorbed:
                continue
            place = clause_at(start)
            held = settled.get(id(anchor.value))
            if held is not None and held.forms is anchor.value and held.size == anchor.end - anchor.start:
                reading: Interpretation | None = held.reading
            else:
                held, reading = None, readers[anchor.what](self, anchor, place)
                if reading is None and anchor.pinpoint is not None:
                    reading = self.back.named_later(anchor, anchors[number + 1 :])
            if reading is not None:
                binding = defined.get(number, ())
                end = self._absorb(anchors, number, reading, binding, absorbed) if binding else anchor.end
                found += self._read(folded, anchor, (start, folded.end(end)), reading, held, place, binding)
        for pin in pending:
            found += self._part(folded, pin)
        self.back.leave()
        return found

    def _read(
        self,
        folded: FoldedText,
        anchor: Anchor,
        span: tuple[int, int],
        reading: Interpretation,
        held: _Settled | None,
        place: ClausePlace,
        definitions: Sequence[Definition],
    ) -> Iterable[Citation]:
        """Remember what an anchor was read as, and return its citations."""
        known = held.known if held else [self._known(thing) for thing in reading.things]
        if reading.status != AMBIGUOUS:
            if anchor.what == "name" and held is None:
                self._settle(anchor, reading, known)
            self._remember(anchor, known, place)
        if place.note:
            actor = anchor.what in {"name", "body"} and all(one.kind in ACTOR_KINDS for one in known)
            self.notes.add(place.note, reading, *span, anchor, actor=actor)
        if anchor.what != "name":
            self.bare.add(anchor, reading)
        said = ""
        if definitions or anchor.what in _BOUND or reading.rule in _SHORTENED:
            said = self._bound(folded, anchor, span, reading, known, definitions)
        elif reading.status != AMBIGUOUS:
            self._name(anchor, span, known)
        if anchor.pinpoint is None and reading.status != AMBIGUOUS:
            return self._cite_whole(anchor, span, reading, known, place, said)
        return self._cite(folded, anchor, span, reading, place, said)

    def _bound(
        self,
        folded: FoldedText,
        anchor: Anchor,
        span: tuple[int, int],
        reading: Interpretation,
        known: Sequence[_Known],
        definitions: Sequence[Definition],
    ) -> str:
        """Return the words that bind a short form or a pointer back; remember words that name things in full."""
        if anchor.what == "defined":
            return self._said(self.defining, anchor.value)
        if anchor.what in _POINTERS or reading.rule in _SHORTENED:
            return "; ".join(filter(None, [self._said(self.named, one.plain) for one in known]))
        span = span[0], max(span[1], *(folded.end(definition.closed) for definition in definitions))
        self.defining.update((definition.words, span) for definition in definitions)
        if reading.status != AMBIGUOUS:
            self._name(anchor, span, known)
        return ""

    def _name(self, anchor: Anchor, span: tuple[int, int], known: Sequence[_Known]) -> None:
        """Remember where words stand that name things in full."""
        for one in known:
            if anchor.what != "symbol" or one.plain not in self.named:  # a name tells more than a symbol beside it
                self.named[one.plain] = span

    def _said(self, held: dict[What, tuple[int, int] | str], what: What) -> str:
        """Return the words that are held for something, not more than are shown, '' if none; they are read once."""
        at = held.get(what, "")
        if not isinstance(at, str):
            at = held[what] = " ".join(self._text(*at).split()[:_WORDS])
        return at

    def _text(self, start: int, end: int) -> str:
        return self.text[start - self.base : end - self.base]

    def _read_name(self, anchor: Anchor, place: ClausePlace) -> Interpretation | None:
        forms: tuple[Form, ...] = anchor.value
        if anchor.how in {"lowered", "general"}:
            article = anchor.pinpoint is not None and anchor.pinpoint.kind == "article"
            called = self.back.called(anchor)
            forms = tuple(f for f in forms if self.memory.admits(f, called) or (article and f.type == "acronym"))
            if not forms:
                return self.back.by_noun(called, place) if called else None
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
        cited = [thing for thing in things if thing.to in self.memory.cited] or self.back.with_articles(anchor, things)
        if len(cited) == 1:
            return Interpretation((cited[0],), RESOLVED, "name-in-context", "medium")
        return Interpretation(things, AMBIGUOUS, rule, "low")

    def _read_symbol(self, anchor: Anchor, _: ClausePlace) -> Interpretation | None:
        symbol: Symbol = anchor.value
        asked = f"{symbol.rule} {symbol.symbol}"
        if anchor.pinpoint is None and asked in self.plain_symbols:
            return self.plain_symbols[asked]
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
        thing = Thing(to, "" if to else symbol.symbol, symbol.symbol, "")
        reading = Interpretation((thing,), RESOLVED if to else UNRESOLVED, symbol.rule, sure)
        if anchor.pinpoint is None and (to or symbol.rule != "labour-bare-code"):
            if len(self.plain_symbols) >= _KEPT:
                self.plain_symbols.clear()
            self.plain_symbols[asked] = reading
        return reading

    def _labour(self) -> bool:
        """Say whether the text has named the organisation whose standards have codes."""
        return any(who in self.memory.cited for who in self.catalogue.marked("labour-standards"))

    def _read_unknown(self, anchor: Anchor, _: ClausePlace) -> Interpretation | None:
        name = str(anchor.value)
        content = frozenset(word.strip(",").lower() for word in name.split() if word[0].isupper())
        partial = self.memory.partial(content, head_of(name)) if len(content) > 1 else None
        if partial:
            return Interpretation((partial,), RESOLVED, "name-in-context", "medium")
        return Interpretation((Thing("", str(anchor.value), "", ""),), UNRESOLVED, "unknown-name", "medium")

    def _read_body(self, anchor: Anchor, _: ClausePlace) -> Interpretation | None:
        return Interpretation((Thing("", str(anchor.value), "", "body"),), UNRESOLVED, "unknown-body", "low")

    def _read_back(self, anchor: Anchor, place: ClausePlace) -> Interpretation | None:
        return self.back.read(anchor, place)

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

    # What follows from it

    def _settle(self, anchor: Anchor, reading: Interpretation, known: list[_Known]) -> None:
        """Note the words of a name, and what they are read as whatever the text has cited: they come again."""
        for one in known:
            self.memory.spell(one.plain, self.back.folded[anchor.start : anchor.end])
        if anchor.how == "exact" and reading.rule == "name":
            if len(self.settled) >= _KEPT:
                self.settled.clear()
            self.settled[id(anchor.value)] = _Settled(anchor.value, anchor.end - anchor.start, reading, known)

    def _remember(self, anchor: Anchor, known: Sequence[_Known], place: ClausePlace) -> None:
        start, end = self.behind + anchor.start, self.behind + anchor.end
        note, outermost = bool(place.note), anchor.outer < 0
        for one in known:
            thing = one.plain
            if thing.to or thing.name:
                if anchor.pinpoint:
                    self.memory.aim(one.thing, anchor.pinpoint.locators)
                self.memory.cite(thing, place.number, start, own=one.source and outermost, note=note, end=end)

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
            inside = {n for n in later if definition.closed > anchors[n].start >= definition.opened}
            absorbed |= inside
            hung = [anchors[n].pinpoint for n in inside if anchors[n].pinpoint]
            anchors[number].pinpoint = anchors[number].pinpoint or next(iter(hung), None)
            if not any(end <= anchors[n].start < definition.opened for n in later):
                end = max(end, definition.closed)
        return end

    def _cite_whole(
        self,
        anchor: Anchor,
        span: tuple[int, int],
        reading: Interpretation,
        known: Sequence[_Known],
        place: ClausePlace,
        binding: str,
    ) -> list[Citation]:
        """Return the citations of things as wholes: by far the most."""
        start, stop = span
        surface = self.text[start - self.base : stop - self.base]
        basis = "footnote" if place.note else "nested" if anchor.outer >= 0 else "text"
        refusal = anchor.value.refusal if anchor.what == "symbol" else ""
        found = []
        for one in known:
            to, _, symbol, _ = one.thing
            found.append(Citation.of((
                place.locator, surface, start, stop, RESOLVED if to else reading.status, one.kind, to,
                one.name or " ".join(surface.split()), "", (), symbol, basis, reading.rule, reading.confidence,
                place.note, (), "", "", refusal, binding,
            )))  # fmt: skip
        return found

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
            unsure = why_doubted(whole, pin, self.catalogue) if pin and to and not gone else ""
            refused = why_missing(whole, lost, self.catalogue) if gone else unsure
            why = refused or why_in_part(pin) or getattr(anchor.value, "refusal", "")
            yield Citation(
                place.locator, surface, start, stop,
                UNRESOLVED if gone else RESOLVED if to else reading.status, self._known(thing).kind,
                "" if gone else to, surface if ambiguous else self._known(thing).name or " ".join(surface.split()),
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
                pinpoint_kind=pin.kind, whole=whole, reason=why_missing(whole, [aim], self.catalogue), binding=binding,
            )  # fmt: skip

    def _known(self, thing: Thing) -> _Known:
        """Return what there is to know of a thing, looked up once."""
        known = self.known.get(thing)
        if known is None:
            if len(self.known) >= _KEPT:
                self.known.clear()
            kind = self._kind_of(thing)
            name = self.catalogue.title(thing.to) if thing.to else thing.name
            known = self.known[thing] = _Known(thing, kind, name, without_words(thing), kind not in NO_INSTRUMENTS)
        return known

    def _kind_of(self, thing: Thing) -> str:
        if thing.to or thing.kind:
            return thing.kind or self.catalogue.kind(thing.to)
        if thing.symbol.startswith(("UNTS", "ILO C", "ILO P")):
            return "treaty"
        if "/RES/" in thing.symbol or "/DEC/" in thing.symbol:
            return "resolution"
        return "treaty" if head_of(thing.name) in _TREATY_HEADS else "document"

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


_READERS = {what: getattr(Resolver, f"_read_{what}") for what in _ANCHORS}  # how each kind of anchor is read
