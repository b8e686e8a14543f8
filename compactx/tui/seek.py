"""Searching as one types: what ``compactx search`` finds for the words, clauses before what is known by name.

``kind:action`` and ``in:gcm`` among the words keep only hits of a kind, or of an instrument.
"""

from __future__ import annotations

from compactx.errors import CompactxError
from compactx.index import window
from compactx.model.record import Record
from compactx.model.text import SUMMARY, clean
from compactx.tui.names import OURS
from compactx.tui.state import SAYS, ListItem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.index.read import Index, Node
    from compactx.index.search import SearchScope
    from compactx.query.search import Hit, SearchResult
    from compactx.tui.shelf import Shelf

HITS = 500
_RANKED = 2000
_KINDS = "kind:"
_INSIDE = "in:"
_ENTRIES = 3  # rows that stay for what is known by name where clauses alone would fill the list
MORE = "more:"
_NOTHING_TYPED = "words, a name, a symbol or a clause"


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


def seek(shelf: Shelf, text: str, most: int = 0, opened: Sequence[str] = ()) -> tuple[tuple[ListItem, ...], str]:
    """Return what a search finds while it is typed, and a note on how much or why nothing.

    Only the best ``most`` are shown (0: all), and a row that brings the rest of a group unless it is ``opened``: a key
    costs a slow line little, and what is known by name is in sight below the clauses.
    """
    wish = read_filters(text)
    if not wish.words.strip():
        main = shelf.index.main()
        narrow = f"kind:action or in:{main.id} narrow it" if main else "kind:action narrows it"
        return (), f"{_NOTHING_TYPED}; {narrow}"
    try:
        scope = _scope(shelf.index, wish)
        many = _unranked(shelf.index, wish) if not wish.inside and not wish.kinds else []
        if many:
            rows = [shelf.item(shelf.index.node(n)) for n in (many[:most] if most else many)]
            return _named_first(shelf, wish.words, rows), f"more than {_RANKED:,} have this; type on for the best"
        found = _found(shelf, wish.words, scope)
    except CompactxError as error:
        return (), clean(error.message)
    return _laid_out(shelf, found, most, opened)


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
    if (found.total and not found.notes) or words[-1] in ' *")':
        return found
    begun = ask(shelf.index, f"{words.strip()}*", scope, limit=limit, texts=shelf.texts())
    return begun if begun.hits and not begun.notes else found


def _laid_out(shelf: Shelf, found: SearchResult, most: int, opened: Sequence[str]) -> tuple[tuple[ListItem, ...], str]:
    """Return hits as rows, in the order of the page of ``compactx search``: what is named, clauses, then entries."""
    hits = found.hits
    first, clauses, entries = found.arranged
    rows = [_row(shelf, hit) for hit in first]
    room = max(0, most - len(first))
    rooms = (max(room - min(_ENTRIES, len(entries)), 1), max(room - len(clauses), min(_ENTRIES, room), 1))
    beyond = max(0, found.total - len(hits))
    for title, inside, own in (("clauses", clauses, rooms[0]), ("instruments, actors and groups", entries, rooms[1])):
        if inside and (first or (clauses and entries)):
            rows.append(ListItem("", title, right=f"{len(inside):,}"))
        shown = inside if not most or title in opened or len(inside) <= own + 1 else inside[:own]
        rows += [_row(shelf, hit) for hit in shown]
        if len(shown) < len(inside):
            rows.append(ListItem(MORE + title, f"{len(inside) - len(shown):,} more of these", action=title))
    shown_of = f"{found.total:,} found" if not beyond else f"the best {len(hits)} of {found.total:,}"
    notes = [clean(note) for note in found.notes]
    return tuple(rows), "; ".join([shown_of if rows else "nothing found", *notes])


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
    """Return a hit as a row: the words that matched stand in it, whoever's they are."""
    node: Node = hit.node
    left = shelf.names.short(node) if node.locator else node.kind
    where = clean(node.printed)
    said = _said_by(hit.field, unmarked(clean(hit.snippet.removeprefix(SUMMARY)), hit.matched))
    label = shelf.names.label(node)
    title = ": ".join(part for part in (label, clean(node.title)) if part) if node.locator else shelf.names.short(node)
    if hit.field in _OWN_NAME or not said:
        return ListItem(node.id, title or said, left, node.id, "" if said in (title or said) else said,
                        matched=hit.matched, where=where)  # fmt: skip
    if not title:
        return ListItem(node.id, said, left, node.id, said, matched=hit.matched, where=where)
    main = title if _has(title, hit.matched) else f"{title}{SAYS}{said}"
    return ListItem(node.id, main, left, node.id, said, matched=hit.matched, where=where)


_OWN_NAME = frozenset({"title", "name"})


def _has(text: str, matched: tuple[str, ...]) -> bool:
    folded = text.casefold()
    return any(word in folded for word in matched)


def _said_by(field: str, words: str) -> str:
    """Return a snippet with the mark of whose words it has: ours, or a document's in quotation marks."""
    if not words or field in _OWN_NAME:
        return words
    return OURS + words if field == "gist" else f"“{words}”"


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
