"""Searching as one types: what ``compactx search`` finds for the words, clauses before what is known by name.

``kind:action`` and ``in:gcm`` among the words keep only hits of a kind, or of an instrument.
"""

from __future__ import annotations

from compactx.errors import CompactxError
from compactx.index import window
from compactx.model.record import Record
from compactx.model.visible import SUMMARY
from compactx.render.clean import clean
from compactx.tui.names import OURS
from compactx.tui.page import BAR
from compactx.tui.state import ListItem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.index.read import Index, Node
    from compactx.index.search import SearchScope
    from compactx.query.search import Hit, SearchResult
    from compactx.tui.shelf import Shelf

HITS = 200
_RANKED = 2000
_NEAR = 40
_BEFORE = 28
_KINDS = "kind:"
_INSIDE = "in:"
_NOTHING_TYPED = "words, a name, a symbol or a clause: asylum, ICERD, 70/1, 33(a); kind:action or in:gcm narrow it"


class Wish(Record):
    """What was typed: the words, and the kinds and the instrument that are kept ('' for all)."""

    words: str
    kinds: str = ""
    inside: str = ""

    @property
    def typed(self) -> str:
        """Return how it is typed."""
        narrowed = [f"{_KINDS}{self.kinds}" if self.kinds else "", f"{_INSIDE}{self.inside}" if self.inside else ""]
        return " ".join(part for part in (self.words.strip(), *narrowed) if part)


def read_filters(text: str) -> Wish:
    """Return what was typed with its filters apart.

    >>> read_filters("asylum kind:action in:gcm"), read_filters("costs ")
    (Wish(words='asylum', kinds='action', inside='gcm'), Wish(words='costs ', kinds='', inside=''))
    """
    words: list[str] = []
    kinds = inside = ""
    for word in text.split(" "):
        if word.startswith(_KINDS):
            kinds = word.removeprefix(_KINDS)
        elif word.startswith(_INSIDE):
            inside = word.removeprefix(_INSIDE)
        else:
            words.append(word)
    return Wish(" ".join(words), kinds, inside)


def seek(shelf: Shelf, text: str) -> tuple[tuple[ListItem, ...], str]:
    """Return what a search finds while it is typed, and a note on how much or why nothing."""
    wish = read_filters(text)
    if not wish.words.strip():
        return (), _NOTHING_TYPED
    try:
        scope = _scope(shelf.index, wish)
        many = _unranked(shelf.index, wish) if not wish.inside and not wish.kinds else []
        if many:
            rows = [shelf.item(shelf.index.node(n)) for n in many]
            return _named_first(shelf, wish.words, rows), f"more than {_RANKED:,} have this; type on for the best"
        found = _found(shelf, wish.words, scope)
    except CompactxError as error:
        return (), clean(error.message)
    return _laid_out(shelf, found)


def facets(shelf: Shelf, text: str, what: str) -> tuple[ListItem, ...]:
    """Return what hits can be narrowed to, by ``kind`` or by ``instrument``, with how many there are of each.

    ``action`` of a row is what would be typed then.
    """
    wish = read_filters(text)
    if not wish.words.strip():
        return ()
    bare = wish.replace(kinds="") if what == "kind" else wish.replace(inside="")
    try:
        hits = _found(shelf, bare.words, _scope(shelf.index, bare), limit=0).hits
    except CompactxError:
        return ()
    counts: dict[str, int] = {}
    for hit in hits:
        key = hit.node.kind if what == "kind" else (hit.instrument or hit.node).id
        counts[key] = counts.get(key, 0) + 1
    rows = [ListItem(f"narrow:{bare.typed}", "all", right=f"{len(hits):,}", action=bare.typed)]
    for key, count in sorted(counts.items(), key=lambda one: -one[1]):
        narrowed = bare.replace(kinds=key) if what == "kind" else bare.replace(inside=key)
        name = key if what == "kind" else shelf.names.short(shelf.node(key))
        rows.append(ListItem(f"narrow:{narrowed.typed}", name, right=f"{count:,}", action=narrowed.typed))
    return tuple(rows)


def _scope(index: Index, wish: Wish) -> SearchScope:
    """Return where to search; raises as the questions do for a kind or an instrument that there is not."""
    from compactx.index.search import SearchScope  # noqa: PLC0415 - a page is shown without searching
    from compactx.query.listing import kinds_of  # noqa: PLC0415 - as above
    from compactx.query.select import select  # noqa: PLC0415 - as above

    kinds = tuple(kinds_of(wish.kinds)) if wish.kinds else ()
    inside = select(index, wish.inside).node if wish.inside else None
    return SearchScope(kinds, inside.n if inside else None)


def _unranked(index: Index, wish: Wish) -> list[int]:
    """Return the first rows of so many that ranking them takes too long for a key; nothing where they are few."""
    from compactx.query import terms  # noqa: PLC0415 - as above

    words = wish.words if wish.words[-1] in ' *")' else f"{wish.words}*"
    many = window.matching(index, terms.expression(terms.read_query(words)), _RANKED + 1)
    return many[:HITS] if len(many) > _RANKED else []


def _found(shelf: Shelf, words: str, scope: SearchScope, *, limit: int = HITS) -> SearchResult:
    """Return what the words find; where nothing has a last word that may go on, what begins so.

    The beginning of a word is looked for before typing errors are forgiven.
    """
    from compactx.query.search import search as ask  # noqa: PLC0415 - as above

    found = ask(shelf.index, words.strip(), scope, limit=limit, texts=shelf.texts())
    if not found.notes or words[-1] in ' *")':
        return found
    begun = ask(shelf.index, f"{words.strip()}*", scope, limit=limit, texts=shelf.texts())
    return begun if begun.hits and not begun.notes else found


def _laid_out(shelf: Shelf, found: SearchResult) -> tuple[tuple[ListItem, ...], str]:
    """Return hits as rows, in the order of the page of ``compactx search``: what is named, clauses, then entries."""
    hits = found.hits
    first, clauses, entries = found.arranged
    rows = [_row(shelf, hit) for hit in first]
    for title, inside in (("clauses", clauses), ("instruments, actors and groups", entries)):
        if inside and (first or (clauses and entries)):
            rows.append(ListItem("", title, right=f"{len(inside):,}"))
        rows += [_row(shelf, hit) for hit in inside]
    shown = f"{found.total:,} found" if found.total <= len(hits) else f"the best {len(hits)} of {found.total:,}"
    notes = [clean(note) for note in found.notes]
    return tuple(rows), "; ".join([shown if rows else "nothing found", *notes])


def _named_first(shelf: Shelf, text: str, rows: Sequence[ListItem]) -> tuple[ListItem, ...]:
    named = _exact(shelf, text)
    return (*(shelf.item(shelf.node(one)) for one in named), *(row for row in rows if row.key not in named))


def _exact(shelf: Shelf, text: str) -> list[str]:
    """Return the ids that the words name exactly."""
    from compactx.query.select import exact  # noqa: PLC0415 - as above

    try:
        selection = exact(shelf.index, text)
    except CompactxError as error:
        return [identity for identity, _ in getattr(error, "candidates", ())]
    return [selection.node.id] if selection else []


def _row(shelf: Shelf, hit: Hit) -> ListItem:
    node: Node = hit.node
    item = shelf.item(node)
    plain = _said_by(hit.field) + unmarked(clean(hit.snippet.removeprefix(SUMMARY)), hit.matched)
    if item.main.casefold().startswith(plain.rstrip("…").casefold()):
        plain = from_match(item.main, hit.matched)
    return item.but(detail=plain, matched=hit.matched)


def _said_by(field: str) -> str:
    """Return the mark of whose words a snippet has: ours, or the document's."""
    return {"gist": OURS, "text": BAR, "wording": BAR}.get(field, "")


def unmarked(snippet: str, matched: tuple[str, ...]) -> str:
    """Return a snippet without the brackets around what matched; brackets of the text itself stay.

    >>> unmarked("seek [Asylum] [sic]", ("asylum",))
    'seek Asylum [sic]'
    """
    head, *rest = snippet.split("[")
    out = [head]
    for piece in rest:
        inside, closed, after = piece.partition("]")
        out.append(inside + after if closed and inside.lower() in matched else f"[{piece}")
    return "".join(out)


def from_match(text: str, matched: tuple[str, ...]) -> str:
    """Return a text from a little before what matched, '' if that stands near its beginning.

    >>> from_match("cheap", ("cheap",)), from_match("word " * 12 + "asylum for all", ("asylum",))
    ('', '…word word word word word asylum for all')
    """
    folded = text.casefold()
    places = [folded.find(word) for word in matched]
    first = min((place for place in places if place >= 0), default=0)
    return "…" + text[first - _BEFORE :].partition(" ")[2] if first > _NEAR else ""
