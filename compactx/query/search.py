"""Where do words stand: ranked full text over titles, names, gists, the words that cite, and attached wording.

Nothing is forgiven silently. Only when nothing matches are typing errors corrected, then one of several words taken for
all of them, then the words read as a reference; each time the answer says so.
"""

from __future__ import annotations

from compactx.errors import AmbiguousReferenceError
from compactx.index import search as rows
from compactx.index.search import BadExpressionError, SearchScope
from compactx.model.record import Record
from compactx.model.text import SUMMARY
from compactx.query import terms
from compactx.query.select import exact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, MutableSequence, Sequence

    from compactx.index.attached import AttachedWordings
    from compactx.index.read import Index, Node
    from compactx.query.terms import Query

    Text = tuple[str, Mapping[str, str]]

FIELDS = {"title": "title", "names": "name", "gist": "gist", "surfaces": "surface", "wording": "text", "text": "text"}
SNIPPET = 180
_BEFORE = 60
_LIKE = 0.75
_SHORT = 5  # letters; up to so many, words that share three of four are other words: boat and both
_LIKE_SHORT = 0.8
_SHORTEST_CORRECTED = 4
# Which column tells most when several match as well: the wording, what it says, what it cites, what it is called.
NAMED_ONLY = "no text has these words; they name this"
NO_COLUMNS = ("",) * len(rows.COLUMNS)  # of a clause that only an attached wording has
_CELLS = (*rows.COLUMNS, "text")  # the columns of a row, and the attached wording where there is one
_TELLING = ("text", "wording", "gist", "surfaces", "names", "title")


class Hit(Record):
    """A node that matched: how well, where, and a few words with the matches in brackets.

    ``clause`` is the part whose words these are, where a whole answers for it.
    """

    node: Node
    instrument: Node | None
    score: float
    field: str
    snippet: str
    matched: tuple[str, ...]
    clause: Node | None = None


class SearchResult(Record):
    """The hits of a search, the best first, how many there are in all, and what was understood otherwise than typed."""

    text: str
    hits: tuple[Hit, ...]
    total: int
    notes: tuple[str, ...]
    corrections: tuple[tuple[str, str], ...] = ()
    named: str = ""

    @property
    def arranged(self) -> tuple[tuple[Hit, ...], tuple[Hit, ...], tuple[Hit, ...]]:
        """The hits as people read them: what the words name, then clauses, then what is known by name."""
        first = tuple(hit for hit in self.hits if hit.node.id == self.named)
        rest = [hit for hit in self.hits if hit.node.id != self.named]
        return first, tuple(h for h in rest if h.node.locator), tuple(h for h in rest if not h.node.locator)


def search(
    index: Index,
    text: str,
    scope: SearchScope | None = None,
    *,
    limit: int = 0,
    texts: Sequence[Text] | AttachedWordings = (),
    whole: bool = False,
) -> SearchResult:
    """Return what matches a query in the language of :mod:`compactx.query.terms`; limit 0 is no limit.

    ``texts`` are attached wordings: the id of an instrument and its words by dotted locator, or all of them indexed
    already; ``whole`` leaves snippets uncut.

    Raises:
        UsageError: the query has no word, or is too long.
    """
    asked = search_question(index, text, scope or SearchScope(), texts)
    expression, forgiven = asked.expression, asked.forgiven
    found, total = asked.place.find(expression, limit) if expression else ([], 0)
    hits = _hits(index, found, whole=whole)
    if asked.named:
        if not hits or forgiven:
            hits, total, forgiven = [], 0, (NAMED_ONLY,)
        total += asked.named.n not in {hit.node.n for hit in hits}
        hits = _first(index, asked.named, hits, expression, whole=whole)
    shown = tuple(hits[:limit] if limit else hits)
    named = asked.named.id if asked.named else ""
    return SearchResult(text, shown, total, (*asked.notes, *forgiven), asked.corrections, named)


def search_question(
    index: Index, text: str, scope: SearchScope, texts: Sequence[Text] | AttachedWordings
) -> SearchQuestion:
    """Return what a search asks for; raises as :func:`search`."""
    place = SearchPlace(index, scope, _wordings(index, texts) if texts else None)
    query = terms.read_query(text)
    notes = (f"{query.problem}: searched for the plain words",) if query.problem else ()
    expression, forgiven, corrections = _matching(place, query)
    named = _named(place, text) if query.is_plain and not corrections else None
    return SearchQuestion(place, expression, notes, tuple(forgiven), corrections, named)


def _wordings(index: Index, texts: Sequence[Text] | AttachedWordings) -> AttachedWordings:
    from compactx.index.attached import AttachedWordings  # noqa: PLC0415 - many have attached nothing

    return texts if isinstance(texts, AttachedWordings) else AttachedWordings(index, texts)


class SearchPlace:
    """Where to search: the index within a scope, and attached wordings beside it."""

    def __init__(self, index: Index, scope: SearchScope, wordings: AttachedWordings | None) -> None:
        self.index = index
        self.scope = scope
        self.wordings = wordings

    def has_any(self, expression: str) -> bool:
        """Say whether anything matches an expression."""
        try:
            if rows.any_row(self.index, expression, self.scope):
                return True
            return bool(self.wordings and self.wordings.find(expression, self.scope))
        except BadExpressionError:
            return False

    def find(self, expression: str, limit: int) -> tuple[list[rows.HitRow], int]:
        """Return the best rows, and how many there are in all; a clause that matches twice counts for both."""
        found = rows.find_rows(self.index, expression, self.scope, limit)
        total = rows.count_hits(self.index, expression, self.scope) if limit and len(found) == limit else len(found)
        worded = self.wordings.find(expression, self.scope) if self.wordings else []
        if not worded:
            return found, total
        total += len(worded) - rows.overlap(self.index, expression, self.scope, [row.n for row in worded])
        numbers, scores = [row.n for row in found], [row.score for row in found]
        order = ranked(numbers, scores, {row.n: row.score for row in worded})
        own, more = {row.n: row.columns for row in found}, {row.n: row.columns for row in worded}
        best = ((numbers[at], scores[at]) for at in (order[:limit] if limit else order))
        return [rows.HitRow(n, score, (*own.get(n, NO_COLUMNS), *more.get(n, ()))) for n, score in best], total

    def knows(self, word: str) -> bool:
        """Say whether a word stands anywhere."""
        return rows.known(self.index, word) or bool(self.wordings and self.wordings.known(word))

    def words_like(self, word: str, start: str) -> list[tuple[str, int]]:
        """Return words of about the same length, with how many rows have them."""
        attached = self.wordings.terms_like(word) if self.wordings else []
        return [*rows.terms_like(self.index, word, start=start), *attached]


def ranked(numbers: MutableSequence[int], scores: MutableSequence[float], worded: Mapping[int, float]) -> list[int]:
    """Take the scores of attached wordings into rows of the index; return the places of all in order, the best first.

    A clause that matches in both counts for both; what only a wording has is added behind the rows. Rows that match as
    well stand in the order of their numbers.

    >>> numbers, scores = [4, 7], [1.0, 2.5]
    >>> ranked(numbers, scores, {4: 1.5, 3: 0.5}), numbers, scores
    ([0, 1, 2], [4, 7, 3], [2.5, 2.5, 0.5])
    """
    at = {number: at for at, number in enumerate(numbers) if number in worded} if worded else {}
    for number, score in worded.items():
        if number in at:
            scores[at[number]] += score
        else:
            numbers.append(number)
            scores.append(score)
    return sorted(range(len(numbers)), key=lambda at: (-scores[at], numbers[at]))


class SearchQuestion(Record):
    """What a search asks for: an expression, '' where nothing matches, what was forgiven, and what the words name."""

    place: SearchPlace
    expression: str
    notes: tuple[str, ...]
    forgiven: tuple[str, ...]
    corrections: tuple[tuple[str, str], ...]
    named: Node | None


def _matching(place: SearchPlace, query: Query) -> tuple[str, list[str], tuple[tuple[str, str], ...]]:
    """Return the first expression that matches anything, with what had to be forgiven and corrected."""
    plain = terms.expression(query)
    if place.has_any(plain):
        return plain, [], ()
    corrections = _corrections(place, query)
    said = [f'nothing has "{word}"; searched for "{better}"' for word, better in corrections.items()]
    pairs = tuple(corrections.items())
    corrected = terms.expression(query, corrections)
    if corrections and place.has_any(corrected):
        return corrected, said, pairs
    loosened = query.loosened()
    loose = terms.expression(loosened, corrections)
    if loosened != query and place.has_any(loose):
        return loose, [*said, "nothing has the phrase; these have its words"], pairs
    some = terms.expression(query, corrections, any_of=True)
    if query.is_plain and len(query.terms) > 1 and place.has_any(some):
        return some, [*said, "nothing has all the words; these have some of them"], pairs
    return "", [], ()


def _corrections(place: SearchPlace, query: Query) -> dict[str, str]:
    """Return for each word that stands nowhere the word most like it, if one is like it."""
    found = {}
    for term in query.terms:
        for word in term.words[:-1] if term.prefix else term.words:
            if len(word) >= _SHORTEST_CORRECTED and word not in found and not place.knows(word):
                better = _most_alike(word, place.words_like(word, word[:1]))
                better = better or _most_alike(word, place.words_like(word, ""))
                if better:
                    found[word] = better
    return found


def _most_alike(word: str, candidates: Sequence[tuple[str, int]]) -> str:
    from compactx.model.resemblance import resemblance  # noqa: PLC0415 - only when nothing matched

    best = (_LIKE if len(word) > _SHORT else _LIKE_SHORT, 0, "")
    for candidate, count in candidates:
        alike = resemblance(candidate, word, best[0])
        if alike:
            best = max(best, (alike, count, candidate))
    return best[2]


def _named(place: SearchPlace, text: str) -> Node | None:
    try:
        selection = exact(place.index, text)
    except AmbiguousReferenceError:
        return None
    return selection.node if selection and rows.admits(place.index, selection.node.n, place.scope) else None


def _first(index: Index, named: Node, hits: Sequence[Hit], expression: str, *, whole: bool) -> list[Hit]:
    """Put the thing that the words name at the head."""
    own = next((hit for hit in hits if hit.node.n == named.n), None)
    row = rows.find_one(index, expression, named.n) if own is None and expression else None
    own = (_hit(index, row, whole=whole) if row else own) or by_name(index, named, whole=whole)
    best = max((hit.score for hit in hits), default=0.0)
    return [own.replace(score=max(own.score, best)), *(hit for hit in hits if hit.node.n != named.n)]


def by_name(index: Index, named: Node, *, whole: bool) -> Hit:
    """Return a thing that the words name, and no word of which matches."""
    caption = named.caption if whole else _cut(named.caption)
    return Hit(named, index.instrument_of(named), 0.0, "name", caption, ())


def _hits(index: Index, found: Sequence[rows.HitRow], *, whole: bool) -> list[Hit]:
    index.preload(row.n for row in found)
    index.preload(index.node(row.n).instrument for row in found)
    return [_hit(index, row, whole=whole) for row in found]


def _hit(index: Index, row: rows.HitRow, *, whole: bool) -> Hit:
    return hit_of(index, row.n, row.score, found_words(row.columns, whole=whole))


def found_words(columns: tuple[str, ...], *, whole: bool) -> tuple[str, str, tuple[str, ...]]:
    """Return which column of a row tells most, what it shows, and the words that match in all of them."""
    marked = [_marked(cell) if rows.START in cell else [] for cell in columns]
    column = _best_column(columns, marked)
    matched = tuple(dict.fromkeys(word for cell in marked for word in cell))
    return column, snippet(dict(zip(_CELLS, columns, strict=False)).get(column, ""), whole=whole), matched


def hit_of(index: Index, number: int, score: float, words: tuple[str, str, tuple[str, ...]]) -> Hit:
    """Return a row that matched, with what was found in it."""
    node = index.node(number)
    column, shown, matched = words
    if column == "gist" and node.line:  # ours, as wherever a gist is shown
        shown = SUMMARY + shown
    return Hit(node, index.instrument_of(node), score, FIELDS[column], shown, matched)


def snippet(marked: str, *, whole: bool = False) -> str:
    """Return the words around the matches of a text in which they stand between marks, the matches in brackets.

    ``whole`` keeps all of the line in which most matches stand.
    """
    return _brackets(_line(marked) if whole else _window(marked))


def _best_column(columns: tuple[str, ...], marked: Sequence[Sequence[str]]) -> str:
    """Return the column in which most of the words match; ``marked`` are those of each."""
    counts = dict(zip(_CELLS, (len(set(words)) for words in marked), strict=False))
    best = max(_TELLING, key=lambda name: counts.get(name, 0))
    if counts.get(best):
        return best
    cells = dict(zip(_CELLS, columns, strict=False))  # the wording is not in the library any more
    return next((name for name in ("gist", "title", *_TELLING) if cells.get(name)), _TELLING[0])


def _marked(cell: str) -> list[str]:
    """Return the words between the marks, in small letters."""
    return [piece.partition(rows.END)[0].lower() for piece in cell.split(rows.START)[1:]]


def _line(cell: str) -> str:
    """Return the line with most matches."""
    return max(cell.split("\n"), key=lambda line: line.count(rows.START))


def _window(cell: str) -> str:
    """Return the line with most matches, cut around the first of them."""
    line = _line(cell)
    if len(line) <= SNIPPET:
        return line
    start = max(0, line.find(rows.START) - _BEFORE)
    if start:
        start = line.find(" ", start) + 1
    return ("…" if start else "") + _cut(line[start:])


def _cut(text: str) -> str:
    """Return the text, at most a snippet long, whole words and whole marks only."""
    if len(text) <= SNIPPET:
        return text
    kept = text[:SNIPPET].rpartition(" ")[0] or text[:SNIPPET]
    if kept.count(rows.START) > kept.count(rows.END):
        kept = kept[: kept.rfind(rows.START)].rstrip()
    return kept + "…"


def _brackets(text: str) -> str:
    return text.replace(rows.START, "[").replace(rows.END, "]")
