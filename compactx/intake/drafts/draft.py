"""A draft extract from a document: provisions with empty gists, citations as proposals, and what people made of them.

At a second import the new draft, the draft before, and what people made of it become one extract.
Whatever differs from the draft before is a human decision and stays. Everything else follows the new draft. A
clause is followed by its words first and by its locator then, so a renumbered paragraph keeps its gist.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from compactx.citation.normalise import fingerprint_of, normalise
from compactx.intake.document import Cuts, clause_wordings, wording
from compactx.model.locator import parent
from compactx.model.organs import ORGANS
from compactx.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from compactx.citation.citation import Citation, ClauseSpan
    from compactx.intake.document import Document

Plain = dict[str, Any]

_SURFACE_WORDS = 12
_TELLING = 4  # words from which a title is found in running text
_HEAD = 3000
_OWN_SYMBOL = re.compile(
    r"^[^\S\n]*(?:symbol:\s*|United Nations\s+)?([ASE]/(?:HRC/)?(?:RES|CONF)[/.][\w./()-]{2,24})[^\S\n]*$", re.MULTILINE
)
_OWN_NUMBER = re.compile(r"^[^\S\n]*(\d{1,3}/\d{1,3})\.\s", re.MULTILINE)
_ADOPTED_BY = re.compile(r"\b[Aa]dopted by the [A-Z][\w ]{1,60}|^[^\S\n]*The [A-Z][\w ]{1,60},[^\S\n]*$", re.MULTILINE)
_BODIES = tuple((organ.name, organ.resolutions) for organ in ORGANS if organ.is_numbered_in_two)
_GAP = re.compile(r"\s{0,20}")
_TITLE_SIZE = 300
_LABELLED = frozenset({"section", "article", "objective", "goal", "target", "principle", "commitment", "action"})


def draft(
    document: Document, identity: str, citations: Iterable[Citation], *, title: str = "", kind: str = "",
    plain: Mapping[str, str] | None = None,
) -> Plain:  # fmt: skip
    """Return a draft extract as the plain values of a corpus file.

    A reference is a proposal: ``to`` is what the citation was resolved to, ``surface`` the words that cite, and
    ``confidence`` that of the rule that found it. Gists are empty: they are for people to write. ``plain`` are the
    normalised words of each clause, if they are known already.
    """
    found = proposals(citations)
    words = plain_wordings(document) if plain is None else plain
    seen: set[str] = set()
    provisions: list[Plain] = []
    locators = {span.locator for span in document.provisions}
    titles = _titles(document)
    for span in document.provisions:
        if span.locator in seen:
            continue
        seen.add(span.locator)
        provisions += _wholes(span.locator, locators, given=bool(span.note_of))
        references = found.get(span.locator, [])
        provisions.append(_provision(span, words[span.locator], titles.get(span.locator, ""), locators, references))
    shown = title or _title(document) or identity
    symbol = symbol_of(document)
    head: Plain = {
        "id": identity,
        "kind": kind or _kind(document),
        "title": shown,
        "legal": "n/a",
        "claimed": "true",
        **({"symbol": symbol} if symbol else {}),
        "names": _names(shown, symbol),
        "editions": [{"id": f"{identity}-imported", "title": f"Copy imported from {document.name}"}],
        "notes": f"Draft made from {document.name}. Gists are still to be written; references are proposals.",
        "sources": [document.name],
        "confidence": "low",
    }
    if has_gaps(locators):
        head["partial"] = "true"
    return {"instrument": head, "provisions": provisions}


def plain_wordings(document: Document) -> dict[str, str]:
    """Return the normalised words of each clause by locator."""
    return {locator: normalise(text) for locator, text in clause_wordings(document).items()}


def _wholes(locator: str, locators: set[str], *, given: bool) -> list[Plain]:
    """Return the sections that a locator stands in and no block of the document begins: 25 for 25.1."""
    found: list[Plain] = []
    above = parent(locator)
    if given or _above(locator, locators):
        return found
    while above:
        found.append({"locator": above, "kind": "section", "gist": ""})
        locators.add(above)
        above = parent(above)
    return found[::-1]


def has_gaps(locators: Iterable[str]) -> bool:
    """Say whether a count among some locators does not run from 1 to its end: the document is a part of another.

    >>> has_gaps(["1", "2", "2.a", "2.b"]), has_gaps(["1", "3"]), has_gaps(["section-25"])
    (False, True, True)
    """
    series: dict[str, set[int]] = {}
    for locator in locators:
        stem, _, last = locator.rpartition(".")
        name, _, number = last.rpartition("-")
        if number.isdecimal() and len(number) < 6:  # noqa: PLR2004 - no count goes on so long
            series.setdefault(f"{stem}.{name}-", set()).add(int(number))
        elif len(last) == 1 and last.isalpha():
            series.setdefault(f"{stem}.", set()).add(ord(last) - 96)
    return any(max(values) > len(values - {0}) for name, values in series.items() if "line-" not in name)


def _provision(span: ClauseSpan, words: str, title: str, locators: set[str], references: list[Plain]) -> Plain:
    above = span.note_of or _above(span.locator, locators)
    kind = "paragraph" if span.kind == "item" and not above else span.kind
    found: Plain = {"locator": span.locator, "kind": kind}
    if above and above != parent(span.locator):
        found["parent"] = above
    if span.kind in {"objective", "goal"} and (number := span.locator.rpartition("-")[2]).isdecimal():
        found["number"] = number
    if title:
        found["title"] = title
    found["gist"] = ""
    if words:
        found["words"] = str(len(words.split()))
        found["fingerprint"] = fingerprint_of(words)
    if references:
        found["references"] = references
    return found


def _above(locator: str, locators: set[str]) -> str:
    """Return the nearest locator above that the document has."""
    above = parent(locator)
    while above and above not in locators:
        above = parent(above)
    return above


def _titles(document: Document) -> dict[str, str]:
    """Return the titles of labelled clauses by locator: the first words of each, where they are one short line.

    Of a clause that begins with its mark alone ("Article 5") the heading right below is the title.
    """
    cuts = Cuts(document)
    marks = {(note.start, note.end) for note in document.notes if note.reason == "mark"}
    headings = {note.start: document.text[note.start : note.end] for note in document.notes if note.kind == "heading"}
    found: dict[str, str] = {}
    for span in document.provisions:
        if span.kind not in _LABELLED or span.locator in found:
            continue
        if (span.start, span.end) in marks:
            gap = _GAP.match(document.text, span.end)
            words = headings.get(gap.end() if gap else span.end, "")
        else:
            words = wording(document, span, cuts) if _is_title(document, span) else ""
        found[span.locator] = _clean_title(normalise(words)) if words.strip() else ""
    return found


def _is_title(document: Document, span: ClauseSpan) -> bool:
    """Say whether the words of a labelled block are its title: the block is one short line."""
    shown = document.text[span.start : span.end]
    return len(shown) <= _TITLE_SIZE and shown.rstrip()[-1:] not in {".", ";", ":", ","}


def _clean_title(words: str) -> str:
    return words.strip("*_# :.-")[:_TITLE_SIZE] or "Untitled"


def proposals(citations: Iterable[Citation]) -> dict[str, list[Plain]]:
    """Return the references of each clause, one for each target and wording."""
    found: dict[str, list[Plain]] = {}
    seen: set[tuple[str, str, str, str]] = set()
    for citation in citations:
        if citation.status != "resolved" or not citation.to:
            continue
        surface = " ".join(normalise(citation.surface).split()[:_SURFACE_WORDS])
        key = (citation.note or citation.locator, citation.to, surface, citation.pinpoint)
        if key in seen or not key[0]:
            continue
        seen.add(key)
        reference: Plain = {"to": citation.to, "surface": surface}
        if citation.basis == "nested":
            reference["basis"] = "nested"
        if citation.pinpoint:
            reference["pinpoint"] = normalise(citation.pinpoint)
        reference["confidence"] = citation.confidence
        found.setdefault(key[0], []).append(reference)
    return found


def _names(title: str, symbol: str) -> list[Plain]:
    """Return the forms under which other texts will find the document; a short title is too general for that."""
    name: Plain = {"name": title, "type": "full", "example": title}
    if len(title.split()) < _TELLING:
        name["detect"] = "false"
    return [name, *([{"name": symbol, "type": "symbol", "example": symbol}] if symbol else [])]


def symbol_of(document: Document) -> str:
    """Return the symbol that the head of the document bears, '' if it bears none."""
    head = document.text[:_HEAD]
    if match := _OWN_SYMBOL.search(head):
        return match[1].rstrip(".")
    adopted = _ADOPTED_BY.search(head)  # a recital may name another body
    body = next((symbol for words, symbol in _BODIES if words in (adopted[0] if adopted else head)), "")
    number = _OWN_NUMBER.search(head)
    return f"{body}{number[1]}" if body and number else ""


def _kind(document: Document) -> str:
    kinds = [span.kind for span in document.provisions]
    if kinds.count("article") > 2:  # noqa: PLR2004 - a treaty has more than a note has
        return "treaty"
    return "resolution" if any(note.reason == "opening formula" for note in document.notes) else "document"


def _title(document: Document) -> str:
    """Return the first heading that reads as a title, '' if there is none."""
    headings = [normalise(document.text[n.start : n.end]).strip("*_# ") for n in document.notes if n.kind == "heading"]
    numbered = [h for h in headings if h[:1].isdecimal() and "/" in h.split(" ", 1)[0]]
    for heading in [*numbered, *headings]:
        if len(heading.split()) > 2 and "\n" not in heading:  # noqa: PLR2004 - shorter ones are parts
            return heading.partition(". ")[2] or heading if heading in numbered else heading
    return ""


_MACHINE = ("locator", "kind", "parent", "number", "words", "fingerprint")
_HEAD_MACHINE = ("editions", "sources")


class MergeChange(Record):
    """What became of a provision: added, changed, moved, removed, or gone but kept for what people wrote on it."""

    what: str
    locator: str
    detail: str = ""


class MergeResult(Record):
    """The merged extract, what changed, and how many values of people's were kept."""

    extract: Plain
    changes: tuple[MergeChange, ...]
    kept: int


def merge(new: Plain, mine: Plain, base: Plain | None) -> MergeResult:
    """Return the new draft with every human decision of ``mine``.

    Without the draft before, every value of ``mine`` counts as one, but for what only a document can tell.
    """
    count = _Count()
    head = _merged_head(new["instrument"], mine.get("instrument") or {}, (base or {}).get("instrument") or {}, count)
    old = _by_locator(mine)
    before = _by_locator(base or {})
    partners = _partners(new["provisions"], list(old.values()))
    changes: list[MergeChange] = []
    provisions: list[Plain] = []
    for provision in new["provisions"]:
        locator = str(provision["locator"])
        partner = partners.get(locator)
        if partner is None:
            changes.append(MergeChange("added", locator))
            provisions.append(provision)
            continue
        own = old[partner]
        changes += _differences(provision, own, partner)
        provisions.append(_merged_provision(provision, own, before.get(partner), count))
    used = set(partners.values())
    placed = {str(provision["locator"]) for provision in provisions}
    for locator, own in old.items():
        if locator in used:
            continue
        if _is_human(own, before.get(locator)):
            changes.append(MergeChange("gone", locator, "kept for what was written on it"))
            provisions.append(_unplaced(own, placed))
            placed.add(str(provisions[-1]["locator"]))
        else:
            changes.append(MergeChange("removed", locator))
    rest = {key: value for key, value in mine.items() if key not in {"instrument", "provisions"}}
    return MergeResult({"instrument": head, **rest, "provisions": provisions}, tuple(changes), count.value)


class _Count:
    """How many human decisions were kept."""

    def __init__(self) -> None:
        self.value = 0


def _by_locator(extract: Plain) -> dict[str, Plain]:
    return {str(p["locator"]): p for p in extract.get("provisions") or [] if isinstance(p, dict) and p.get("locator")}


def _partners(new: list[Plain], old: list[Plain]) -> dict[str, str]:
    """Return for each new locator the old one with the same words, else the one of the same name."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    prints: dict[str, list[str]] = {}
    same = {(str(p["locator"]), p.get("fingerprint")) for p in old}
    for provision in reversed(old):  # the first one last, to be taken first
        if provision.get("fingerprint"):
            prints.setdefault(provision["fingerprint"], []).append(str(provision["locator"]))
    for provision in new:
        locator, print_ = str(provision["locator"]), provision.get("fingerprint")
        if (locator, print_) in same:
            found[locator] = locator
            taken.add(locator)
    for provision in new:
        locator = str(provision["locator"])
        places = prints.get(provision.get("fingerprint") or "", [])
        while places and places[-1] in taken:
            places.pop()
        if locator not in found and places:
            found[locator] = places.pop()
            taken.add(found[locator])
    names = {str(p["locator"]) for p in old}
    for provision in new:
        locator = str(provision["locator"])
        if locator not in found and locator in names and locator not in taken:
            found[locator] = locator
            taken.add(locator)
    return found


def _differences(new: Plain, own: Plain, partner: str) -> list[MergeChange]:
    locator = str(new["locator"])
    found = []
    if partner != locator:
        found.append(MergeChange("moved", locator, f"was {partner}"))
    if new.get("fingerprint") != own.get("fingerprint"):
        found.append(
            MergeChange("changed", locator, f"{own.get('words') or 0} words before, {new.get('words') or 0} now")
        )
    return found


def _merged_head(new: Plain, mine: Plain, base: Plain, count: _Count) -> Plain:
    return _merged_values(new, mine, base, _HEAD_MACHINE if base else (), count)


def _merged_provision(new: Plain, mine: Plain, base: Plain | None, count: _Count) -> Plain:
    merged = _merged_values(new, _without_references(mine), _without_references(base or {}), _MACHINE, count)
    references = _merged_references(new.get("references") or [], mine.get("references") or [], base, count)
    merged.pop("references", None)
    if references:
        merged["references"] = references
    return merged


def _without_references(provision: Plain) -> Plain:
    return {key: value for key, value in provision.items() if key != "references"}


def _merged_values(new: Plain, mine: Plain, base: Plain, machine: tuple[str, ...], count: _Count) -> Plain:
    """Return the new values with people's in their place; machine keys are people's only if they changed them."""
    merged = dict(new)
    for key, value in mine.items():
        changed = value != base.get(key) if key in base else key not in machine
        if changed and not (key in machine and not base):
            count.value += value != new.get(key)
            merged[key] = value
    for key in base:
        if key not in mine and key not in machine:
            merged.pop(key, None)
            count.value += 1
    return merged


def _merged_references(new: list[Plain], mine: list[Plain], base: Plain | None, count: _Count) -> list[Plain]:
    """Return people's references, then new proposals that people did not turn down before."""
    before = {_key(reference): reference for reference in (base or {}).get("references") or []}
    fresh = {_key(reference): reference for reference in new}
    kept = []
    held: set[tuple[str, str]] = set()
    for reference in mine:
        key = _key(reference)
        held.add(key)
        if before.get(key) == reference:
            if key in fresh:
                kept.append(fresh[key])
            continue
        count.value += fresh.get(key) != reference
        kept.append(reference)
    for key, reference in fresh.items():
        if key in held:
            continue
        if key in before or (base is None and mine):
            count.value += 1
            continue
        kept.append(reference)
    return kept


def _key(reference: Plain) -> tuple[str, str]:
    return str(reference.get("to") or ""), str(reference.get("surface") or "")


def _is_human(own: Plain, base: Plain | None) -> bool:
    """Say whether people wrote something on a provision."""
    if base is None:
        return bool(own.get("gist") or own.get("references") or own.get("title"))
    return own != base


def _unplaced(own: Plain, used: set[str]) -> Plain:
    """Return a provision whose clause is gone, under a locator of its own."""
    locator = stem = f"gone-{own['locator']}" if str(own["locator"]) in used else str(own["locator"])
    n = 2
    while locator in used:
        locator = f"{stem}-{n}"
        n += 1
    return {**own, "locator": locator}
