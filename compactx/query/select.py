"""Words to one node of the graph.

::

    reference = id | name | symbol | kind number [item] | [instrument] address | prefix | description
    kind      = "objective" | "obj" | "goal" | "SDG" | "target" | "principle" | ...
    address   = a locator as people write it (compactx.model.locator.slug)

Tried in that order; the first reading that names something counts. Nothing inexact is used silently: a
prefix must be unique and is reported as one, anything further off is only suggested.
"""

from __future__ import annotations

from compactx.errors import AmbiguousReferenceError, UnknownReferenceError, UsageError
from compactx.model.kinds import family
from compactx.model.locator import slug
from compactx.model.record import Record
from compactx.query.readings import MAX_CANDIDATES, READINGS, article, by_prefix, divisions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from compactx.index.read import Index, Node

_MAX_TEXT = 400
INSIDE = "inside"  # how: what was asked for stands in the part returned, which is the smallest described here


class Selection(Record):
    """What a reference was read as, and by which reading."""

    node: Node
    how: str
    text: str


def select(index: Index, text: str) -> Selection:
    """Return the one thing that a reference means.

    Raises:
        UsageError: the reference is empty or too long to be one.
        UnknownReferenceError: nothing is named so; close matches are attached.
        AmbiguousReferenceError: several things are; all are attached.
    """
    text = _readable(text)
    if not text:
        raise UsageError("the reference is empty", hint='compactx show objective 17, or compactx refs "2030 Agenda"')
    if len(text) > _MAX_TEXT:
        raise UsageError(f"the reference has {len(text)} characters; none is longer than {_MAX_TEXT}")
    found = exact(index, text)
    if found:
        return found
    inner = _inside(index, text)
    if inner:
        return inner
    nodes = by_prefix(index, text)
    if len(nodes) == 1:
        return Selection(nodes[0], "prefix", text)
    nodes = nodes or _described(index, text)
    if len(nodes) == 1:
        return Selection(nodes[0], "description", text)
    if nodes:
        raise _ambiguous(text, nodes)
    from compactx.index.links import dangling  # noqa: PLC0415 - as above
    from compactx.query.close import close  # noqa: PLC0415 - only when nothing matched
    from compactx.query.described import offered  # noqa: PLC0415 - as above

    offers = [(node.id, node.caption) for node in offered(index, text, _owner)]
    offers = offers or close(index, text, exact)
    lost = dangling(index, [text.lower()])
    led = f", though {len(lost)} reference{'s lead' if len(lost) > 1 else ' leads'} there" if lost else ""
    raise UnknownReferenceError(f'nothing is named "{text}"{led}', text=text, candidates=offers)


def _inside(index: Index, text: str) -> Selection | None:
    """Return the smallest part described here of an article that exists: article 6(1) for the 6(1)(a) of C97.

    Raises:
        UnknownReferenceError: the instrument has no such article, or no such paragraph; the last one is told.
    """
    for whole, tail in divisions(index, text):
        address = article(tail)
        numbers = _article_numbers(index, whole) if address else []
        if not numbers:
            _refuse_paragraph(index, whole, tail, text)
            continue
        number = address.partition("-")[2].partition(".")[0]
        if int(number) not in numbers:
            raise _no_such_article(whole, text, int(number), numbers)
        while address:
            node = index.by_locator(whole.n, address)
            if node:
                return Selection(node, INSIDE, text)
            address = address.rpartition(".")[0]
    return None


def _refuse_paragraph(index: Index, whole: Node, tail: str, text: str) -> None:
    """Refuse paragraph 135 of an instrument whose paragraphs are described here from 1 to 134 without a gap.

    Raises:
        UnknownReferenceError: it has no such paragraph.
    """
    head = slug(tail).partition(".")[0]
    paragraphs = [node.locator for node in index.of_kind(("paragraph",), whole.n)] if head else []
    numbers = {int(locator) for locator in paragraphs if locator.isdecimal()}
    if numbers and int(head) not in numbers and numbers == set(range(1, max(numbers) + 1)):
        message = f"there is no paragraph {head} in {whole.id}: {max(numbers)} is the last"
        raise UnknownReferenceError(message, text=text, candidates=[(whole.id, whole.caption)])


def _article_numbers(index: Index, whole: Node) -> list[int]:
    articles = index.of_kind(("article",), whole.n)
    numbers = [node.locator.partition("article-")[2] for node in articles]
    return sorted(int(number) for number in numbers if number.isdecimal())


def _no_such_article(whole: Node, text: str, number: int, numbers: Sequence[int]) -> UnknownReferenceError:
    if numbers[0] <= number <= numbers[-1]:
        message = f"article {number} of {whole.id} is not described here: its text was not at hand"
    else:
        message = f"there is no article {number} in {whole.id}: {numbers[-1]} is the last"
    return UnknownReferenceError(message, text=text, candidates=[(whole.id, whole.caption)])


def _described(index: Index, text: str) -> list[Node]:
    if " on " not in text and " about " not in text:
        return []
    from compactx.query.described import described  # noqa: PLC0415 - names and addresses never need it

    return described(index, text, _owner)


def _owner(index: Index, text: str) -> Node | None:
    """Return what the owner in a description names, exactly or as the beginning of one name."""
    found = exact(index, text)
    nodes = [found.node] if found else by_prefix(index, text)
    return nodes[0] if len(nodes) == 1 else None


def select_many(index: Index, words: Sequence[str]) -> list[Selection]:
    """Return what one or several references mean, written without quotes one after another.

    All words together are tried first; then the longest runs of words that name something exactly.

    Raises:
        UsageError, UnknownReferenceError, AmbiguousReferenceError: as :func:`select`.
    """
    whole = " ".join(words)
    if len(words) < 2 or len(whole) > _MAX_TEXT or exact(index, whole) or _described(index, whole):  # noqa: PLR2004 - one word is one reference
        return [select(index, whole)]
    inner = _inside(index, _readable(whole))
    if inner:
        return [inner]
    found: list[Selection] = []
    at = 0
    while at < len(words):
        last = found[-1] if found else None
        runs = ((end, exact(index, _again(last, " ".join(words[at:end])))) for end in range(len(words), at, -1))
        end, longest = next(((end, run) for end, run in runs if run), (0, None))
        if longest is None:
            if not found:
                return [select(index, whole)]
            rest = " ".join(words[at:])
            if family(found[-1].node.kind) == "instrument" and rest.lower().startswith(("art", "para", "footnote")):
                raise _no_such_clause(found[-1], rest, (found[-1].node,))
            return [*found, select(index, rest)]
        if found:
            _refuse_foreign_clause(found[-1], longest)
        found.append(longest)
        at = end
    return found


def _again(before: Selection | None, text: str) -> str:
    """Return what a text means behind another reference: the 6 of "objective 5 6" is an objective, not paragraph 6.

    Behind an article a number is an article of the same treaty.
    """
    if before is not None and before.node.kind == "article" and text.isdecimal():
        return f"{before.node.id.partition('/')[0]} article {text}"
    counted = before is not None and before.how == "kind and number" and before.node.kind in {"objective", "goal"}
    return f"{before.node.kind} {text}" if counted and before and text.isdecimal() else text


def _refuse_foreign_clause(before: Selection, after: Selection) -> None:
    """Refuse "ICCPR 12": a number behind an instrument means its clause, and never one of the main instrument.

    Raises:
        UnknownReferenceError: a bare locator was read in another instrument than the one that stands before it.
    """
    whole, clause = before.node, after.node
    if after.how == "locator" and family(whole.kind) == "instrument" and clause.instrument != whole.n:
        raise _no_such_clause(before, after.text, (whole, clause))


def _no_such_clause(before: Selection, text: str, nodes: Sequence[Node]) -> UnknownReferenceError:
    offers = [(node.id, node.caption) for node in nodes]
    message = f'nothing of {before.node.id} is known here as "{text}"'
    return UnknownReferenceError(message, text=f"{before.text} {text}", candidates=offers)


def select_pair(index: Index, words: Sequence[str]) -> tuple[Selection, Selection]:
    """Return the two ends of ``A [to] B``.

    Raises:
        UsageError: there are not two ends, or the words can be divided in several ways.
        UnknownReferenceError, AmbiguousReferenceError: as :func:`select`.
    """
    for at in [i for i, word in enumerate(words) if word.lower() == "to" and 0 < i < len(words) - 1]:
        first = select(index, " ".join(words[:at]))
        return first, select(index, _again(first, " ".join(words[at + 1 :])))
    if "to" in (words[0].lower(), words[-1].lower()):
        raise UsageError(f'"{" ".join(words)}" lacks one of its two ends', hint="compactx path objective 22 to ILO")
    if len(words) == 2 and not exact(index, " ".join(words)):  # noqa: PLR2004 - two words are the two ends
        return select(index, words[0]), select(index, words[1])
    splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    pairs = [(a, b) for left, right in splits if (a := exact(index, left)) and (b := exact(index, _again(a, right)))]
    if len(pairs) == 1:
        return pairs[0]
    why = "can be divided in several ways" if pairs else "does not name two things"
    raise UsageError(f'"{" ".join(words)}" {why}', hint='put "to" between them: compactx path objective 22 to ILO')


def exact(index: Index, text: str) -> Selection | None:
    """Return what a reference names by an exact reading, None if no reading fits.

    Raises:
        AmbiguousReferenceError: a reading names several things.
    """
    text = _readable(text)
    for form in dict.fromkeys((text, text.rstrip(".,;:"))):  # the end of a sentence is no part of a name
        for how, reading in READINGS:
            nodes = reading(index, form) if form else []
            if len(nodes) == 1:
                return Selection(nodes[0], how, text)
            if nodes:
                raise _ambiguous(text, nodes)
    return None


def _readable(text: str) -> str:
    r"""Return a reference with single spaces; what no name can hold (NUL, bytes that were no UTF-8) becomes U+FFFD.

    >>> _readable(" objective   17 "), _readable("gcm\0")
    ('objective 17', 'gcm\ufffd')
    """
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\0", "\ufffd")


def _ambiguous(text: str, nodes: Sequence[Node]) -> AmbiguousReferenceError:
    shown = [(node.id, node.caption) for node in nodes[:MAX_CANDIDATES]]
    return AmbiguousReferenceError(f'"{text}" names several things', text=text, candidates=shown)
