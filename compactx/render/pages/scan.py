"""What documents cite, for a terminal: how much and what needs a look first, then clause by clause.

As a table of authorities: what they cite at all; as coverage: which objectives they touch.
"""

from __future__ import annotations

import sys

from compactx.citation.citation import AMBIGUOUS, RESOLVED, UNRESOLVED
from compactx.model.kinds import family
from compactx.model.locator import printed
from compactx.render.items.scan import spelling, touched
from compactx.render.pages import style
from compactx.render.pages.style import blank, counted, grid, heading, indented, join, quoted, stack, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rich.console import Group, RenderableType
    from rich.text import Text

    from compactx.citation.citation import Citation
    from compactx.query.scan import Authority, Coverage, ScanResult

_ELSEWHERE = "elsewhere"  # titles, headings, signatures: what stands in no clause
_LOOKS = 8  # of what needs a look; all of it stands below, clause by clause
_TOP = 5
ACTING = frozenset({"actor", "class"})  # families of what is named, and not cited
_MANY = 20  # citations from which those are named first that are cited most
_SIDE = 26  # columns of a clause's number before it stands above its citations
_PLACES = 6  # clauses that are listed of a thing
_ACTORS = "Bodies and groups"
_TITLES = {RESOLVED: "Authorities", AMBIGUOUS: "Could be several things", UNRESOLVED: "Not in the corpus"}
_ABSENT = "no such part: "  # and locators, as the reader of citations says why
_NO_PART = "No such part"


def page(found: Sequence[ScanResult], by: str, width: int, names: Mapping[str, str], *, whole: bool = False) -> Group:
    """Return the citations of each document, by clause or by what is cited.

    ``names`` are short names by id, ``whole`` cuts no list of the summary.
    """
    spell = spelling(found)
    parts: list[RenderableType] = []
    for n, document in enumerate(found):
        parts += [blank(), blank()] if n else []
        parts += _Sheet(document, spell, names, min(width, style.PROSE), whole=whole).parts(by)
    return stack(*parts)


class _Sheet:
    """One document on the page."""

    def __init__(
        self,
        document: ScanResult,
        spell: Callable[[str, str], str],
        names: Mapping[str, str],
        width: int,
        *,
        whole: bool,
    ) -> None:
        self.document = document
        self.looks, self.listed = (sys.maxsize, sys.maxsize) if whole else (_LOOKS, _PLACES)
        self.names = names
        self.width = width
        self.places = {one.locator: spell(document.name, one.locator) or _ELSEWHERE for one in document.citations}
        things: dict[str, list[Citation]] = {}
        for one in document.citations:
            things.setdefault(one.to or f"? {_target(one)}", []).append(one)
        self.things = things

    def parts(self, by: str) -> list[RenderableType]:
        """Return what it cites: in a line, then what needs a look, then all of it."""
        parts: list[RenderableType] = [text(self.document.name, style.TITLE), self._told()]
        if not self.document.citations:
            return parts
        if len(self.document.citations) >= _MANY and by != "instrument":
            parts += self._most()
        parts += self._looks()
        return [*parts, blank(), *(self._by_thing() if by == "instrument" else self._by_clause())]

    def _told(self) -> Text:
        if not self.document.citations:
            return text("cites nothing that is known")
        doubts = sum(one.status != RESOLVED for one in self.document.citations)
        clauses = len({one.locator for one in self.document.citations if one.locator})
        inside = f" in {counted(clauses, 'clause')}" if clauses else ""
        look = f"{doubts} of {counted(len(self.document.citations), 'citation')} need{'s' * (doubts == 1)} a look"
        actors = sum(family(one[0].kind) in ACTING for one in self.things.values())
        things = len(self.things) - actors
        said = [
            f"cites {counted(things, 'text')}" if things else "",
            f"names {counted(actors, 'body or group', 'bodies and groups')}" if actors else "",
        ]
        told = " and ".join(one for one in said if one)
        return text(f"{told}{inside}; {look if doubts else 'all are known'}")

    def _most(self) -> list[RenderableType]:
        """Return what most clauses cite."""
        known = {to: dict.fromkeys(one.locator for one in inside) for to, inside in self.things.items()
                 if inside[0].to and family(inside[0].kind) not in ACTING}  # fmt: skip
        top = [to for to in sorted(known, key=lambda to: -len(known[to])) if len(known[to]) > 1][:_TOP]
        if not top:
            return []
        table = grid(3, None)
        for to in top:
            name = text(self.names.get(to) or self.things[to][0].name)
            table.add_row(text(f"{len(known[to]):>3}", style.QUIET), join(name, text(to, style.ID)))
        return [blank(), heading("Cited by most clauses"), indented(table)]

    def _looks(self) -> list[RenderableType]:
        """Return what is not known or not certain, the same words once, with why and where."""
        open_: dict[tuple[str, str], list[str]] = {}
        for one in self.document.citations:
            if one.status != RESOLVED:
                open_.setdefault((_words(one), _why(one)), []).append(self.places[one.locator])
        if not open_ or len(open_) == len(self.things):  # all of it stands right below
            return []
        lines = [
            join(quoted(words), text(why), text(_listed(places, self.listed), style.QUIET))
            for (words, why), places in list(open_.items())[: self.looks]
        ]
        more = [text(f"and {len(open_) - self.looks} more below", style.QUIET)] if len(open_) > self.looks else []
        return [blank(), heading("Needs a look", len(open_)), indented(stack(*lines, *more))]

    def _by_clause(self) -> list[RenderableType]:
        rows: list[tuple[str, Text]] = []
        for locator, inside in _grouped(self.document.citations, lambda one: one.locator).items():
            pins = {one.pinpoint for one in inside if one.rule == "pinpoint"}
            lines = [join(quoted(_words(one)), self._thing(one), _mark(one, pins)) for one in _once(inside)]
            rows += [(self.places[locator] if not at else "", line) for at, line in enumerate(lines)]
        return [_two_columns(rows, self.width)]

    def _by_thing(self) -> list[RenderableType]:
        parts: list[RenderableType] = []
        ordered = sorted(self.things.values(), key=lambda inside: (not inside[0].to, -len(inside)))
        for n, inside in enumerate(ordered):
            first = inside[0]
            name = self.names.get(first.to) or first.name
            shown = join(text(name), text(first.to, style.ID)) if first.to else quoted(first.symbol or _words(first))
            parts += [blank()] if n else []
            parts.append(join(shown, text(f"{len(inside)} times" if len(inside) > 1 else "", style.QUIET)))
            rows = [(self.places[one.locator], join(quoted(_words(one)), _mark(one, ())))
                    for one in _once(inside, apart=True)]  # fmt: skip
            parts.append(indented(_two_columns(rows, self.width - 2)))
        return parts

    def _thing(self, one: Citation) -> Text:
        """Return what is cited: the name where the words do not say it, and the id."""
        if not one.to:
            return text(one.symbol if one.symbol not in _words(one) else "", style.ID)
        name, words = self.names.get(one.to) or one.name, _words(one).casefold()
        said = name.casefold() in words or one.name.casefold() in words
        return join(text("" if said else name), text(one.to, style.ID))


def _grouped(citations: Sequence[Citation], key: Callable[[Citation], str]) -> dict[str, list[Citation]]:
    groups: dict[str, list[Citation]] = {}
    for one in citations:
        groups.setdefault(key(one), []).append(one)
    return groups


def _two_columns(rows: Sequence[tuple[str, Text]], width: int) -> RenderableType:
    """Return what stands in each clause beside its number, or below it where there is no room."""
    longest = max(len(left) for left, _ in rows)
    if width < style.NARROW or longest > _SIDE:
        parts: list[RenderableType] = []
        for left, right in rows:
            parts += [text(left, style.LOCATOR)] if left else []
            parts.append(indented(right))
        return stack(*parts)
    table = grid(longest, None)
    for left, right in rows:
        table.add_row(text(left, style.LOCATOR), right)
    return table


def _once(citations: Sequence[Citation], *, apart: bool = False) -> list[Citation]:
    """Leave out what a clause cites again in the same words."""
    seen: dict[tuple[str, str, str], Citation] = {}
    for one in citations:
        seen.setdefault((one.locator if apart else "", _target(one), _words(one).lower()), one)
    return list(seen.values())


def _words(citation: Citation) -> str:
    return " ".join(citation.surface.split())


def _target(citation: Citation) -> str:
    return citation.to or citation.symbol or citation.name or "?"


def _why(citation: Citation) -> str:
    if citation.candidates:
        return f"could be {', '.join(citation.candidates[:4])}"
    return _in_words(citation.reason) or (
        "could be several things" if citation.status == AMBIGUOUS else "not in the corpus"
    )


def _in_words(reason: str) -> str:
    """Return a reason with parts as they are printed.

    >>> _in_words("no such part: article-45 (30 is the last article)"), _in_words("parts not told apart")
    ('no such part: article 45 (30 is the last article)', 'parts not told apart')
    """
    head, absent, said = reason.partition(_ABSENT)
    parts, bracket, rest = said.partition(" (")
    return f"{head}{absent}{', '.join(map(printed, parts.split(', ')))}{bracket}{rest}" if absent else reason


def _listed(places: Sequence[str], most: int) -> str:
    shown = list(dict.fromkeys(places))
    more = f" and {len(shown) - most} more" if len(shown) > most else ""
    return ", ".join(place if place == _ELSEWHERE else f"in {place}" for place in shown[:most]) + more


def _mark(citation: Citation, pins: set[str] | tuple[str, ...]) -> Text:
    """Return what else is to be said; ``pins`` are the parts that have a line of their own."""
    where = {"footnote": "in a footnote", "nested": "inside another name"}
    said = [
        citation.pinpoint if citation.pinpoint not in {*pins, _words(citation)} else "",
        _why(citation) if citation.status != RESOLVED else _in_words(citation.reason),
        where.get(citation.basis, ""),
        f"{citation.confidence} confidence" if citation.confidence != "high" else "",
    ]
    shown = ", ".join(" ".join(part.split()) for part in said if part)
    return text(f"[{shown}]" if shown else "", style.QUIET)


def authorities_page(
    table: Sequence[Authority], found: Sequence[ScanResult], names: Mapping[str, str], *, whole: bool = False
) -> Group:
    """Return the table of authorities, what is known first; a part stands below its whole.

    ``names`` are by id; ``whole`` lists every clause of a thing that many cite.
    """
    spell = spelling(found)
    shown = _Places(spell, sys.maxsize if whole else _PLACES, several=len(found) > 1)
    parts: list[RenderableType] = []
    for title, chosen in _sections(table).items():
        if chosen:
            parts += [blank()] if parts else []
            parts += [heading(title, len(chosen)), indented(_lines(_ordered(chosen), shown, names))]
    return stack(*(parts or [text("Nothing is cited.")]))


def _sections(table: Sequence[Authority]) -> dict[str, list[Authority]]:
    known, *others = _TITLES.values()
    sections: dict[str, list[Authority]] = {title: [] for title in (known, _ACTORS, _NO_PART, *others)}
    for one in table:
        is_actor = one.status == RESOLVED and family(one.kind) in ACTING
        sections[_ACTORS if is_actor else _NO_PART if one.whole else _TITLES[one.status]].append(one)
    return sections


def _ordered(table: Sequence[Authority]) -> list[tuple[Authority, bool]]:
    """Return things in their order, each followed by those of its parts that are cited; True marks such a part."""
    wholes = {one.id for one in table if one.id}
    below: dict[str, list[Authority]] = {}
    for one in table:
        whole = one.id.partition("/")[0]
        if whole != one.id and whole in wholes:
            below.setdefault(whole, []).append(one)
    inner = {one.id for parts in below.values() for one in parts}
    out: list[tuple[Authority, bool]] = []
    for one in table:
        if not one.id or one.id not in inner:
            out += [(one, False), *((part, True) for part in below.get(one.id, ()) if one.id)]
    return out


def _lines(table: Sequence[tuple[Authority, bool]], places: _Places, names: Mapping[str, str]) -> RenderableType:
    longest = max(len(str(one.count)) for one, _ in table)
    shown = grid(longest, None)
    for one, is_part in table:
        name = names.get(one.id) or names.get(one.whole) or one.name or one.symbol or "?"
        if is_part:
            name = "  " + name.rpartition(", ")[2]
        known = text(one.id or one.whole or (one.symbol if one.symbol not in name else ""), style.ID)
        absent = text(_in_words(one.reason).removeprefix(_ABSENT) if one.whole else "")
        where = text(places.of(one), style.QUIET)
        shown.add_row(text(f"{one.count:>{longest}}", style.QUIET), join(text(name), known, absent, where))
    return shown


class _Places:
    """Lists the clauses of a thing, so many at most, those of several documents each behind its name."""

    def __init__(self, spell: Callable[[str, str], str], most: int, *, several: bool) -> None:
        self.spell = spell
        self.most = most
        self.several = several

    def of(self, one: Authority) -> str:
        """Return where a thing is cited."""
        files: dict[str, dict[str, None]] = {}
        for file, locator, _ in one.places:
            files.setdefault(file, {})[self.spell(file, locator) or "elsewhere"] = None
        return "; ".join(self._listed(file, list(places)) for file, places in files.items())

    def _listed(self, file: str, places: Sequence[str]) -> str:
        more = f" and {len(places) - self.most} more" if len(places) > self.most else ""
        return (f"{file}: " if self.several else "") + ", ".join(places[: self.most]) + more


def coverage_page(
    table: Sequence[Coverage],
    found: Sequence[ScanResult],
    width: int,
    labels: Mapping[str, str],
    names: Mapping[str, str],
) -> Group:
    """Return which objectives are touched, by which clauses or through what, and which are not.

    ``labels`` are the short names of objectives, ``names`` those of what is cited, both by id.
    """
    groups = {kind: [one for one in table if touched(one) == kind] for kind in ("named", "through", "no")}
    counts = f"{len(groups['named'])} of {counted(len(table), 'objective')} named"
    counts += f", {len(groups['through'])} through what is cited, {len(groups['no'])} not touched"
    spell = spelling(found)
    parts: list[RenderableType] = [text(counts)]
    if groups["named"]:
        rows = [(one, text(f"in {_clauses(one, spell)}", style.QUIET)) for one in groups["named"]]
        parts += [blank(), heading("Named", len(rows)), indented(_rows(rows, labels))]
    if groups["through"]:
        rows = [(one, _through(one, names)) for one in groups["through"]]
        parts += [blank(), heading("Through what is cited", len(rows)), indented(_rows(rows, labels))]
    if groups["no"]:
        from compactx.render.pages.listing import objectives  # noqa: PLC0415 - of this page only

        lines = [(one.objective, labels.get(one.objective.id, "")) for one in groups["no"]]
        parts += [blank(), heading("Not touched", len(lines)), indented(objectives(lines, width - 2))]
    return stack(*parts)


def _rows(rows: Sequence[tuple[Coverage, Text]], labels: Mapping[str, str]) -> RenderableType:
    table = grid(2, None)
    for one, said in rows:
        label = labels.get(one.objective.id) or one.objective.title
        table.add_row(text(f"{one.objective.number or '':>2}", style.LOCATOR), join(text(label), said))
    return table


def _clauses(one: Coverage, spell: Callable[[str, str], str]) -> str:
    return ", ".join(dict.fromkeys(spell(file, locator) or "elsewhere" for file, locator, _ in one.named))


def _through(one: Coverage, names: Mapping[str, str]) -> Text:
    things = dict.fromkeys(identity for identity, _, _ in one.through)
    return text(f"through {', '.join(names.get(thing, thing) for thing in things)}", style.QUIET)
