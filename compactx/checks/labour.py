"""Conventions and recommendations of the International Labour Organization, with the numbers that texts give them."""

from __future__ import annotations

from compactx.checks.draft import Fix, Judgement
from compactx.model import patterns as re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.checks.draft import Draft
    from compactx.index.read import Node

_LONGEST = 600  # characters of a name before its number
_LABOUR = re.compile(r"ILO ([CPR])([0-9]{1,3})")


def labour_numbers(draft: Draft) -> Iterator[Judgement]:
    """Judge conventions of the International Labour Organization with their years and numbers."""
    for found in _named_standards(draft):
        name, head, number = found.group(1), found.group(2), int(found.group(3))
        letter = draft.phrases.labour_heads[head]
        meant = _labour_named(draft, name)
        if meant is None:
            held = _labour_standard(draft, f"{letter}{number}")
            if held is not None and draft.is_held(held) and not _shares(draft, name, held.title):
                yield Judgement(
                    found.start(), found.end(), f"{head} No. {number} is {held.title}", held.id, name, held.title
                )
            continue
        code = _LABOUR.search(f"ILO {meant.symbol}")
        if code and _is_revised(draft, name, meant) and number < int(code.group(2)):
            continue  # the one that was revised has the name too
        if code and int(code.group(2)) != number and code.group(1) == letter:
            right = code.group(2)
            fix = Fix(found.start(3), found.end(3), right)
            start = found.end(1) - len(_tail(name, meant.title))
            yield Judgement(start, found.end(), f"{meant.title} is No. {right}", meant.id, str(number), right, fix=fix)


def _named_standards(draft: Draft) -> Iterator[re.Match[str]]:
    """Yield the names with numbers in brackets: they are looked for before each number, as far as a name is long."""
    around: list[tuple[int, int]] = []
    for number in draft.phrases.labour_number.finditer(draft.text):
        low, high = max(0, number.start() - _LONGEST), number.end()
        if around and low < around[-1][1]:
            low, _ = around.pop()
        around.append((low, high))
    for low, high in around:
        yield from draft.phrases.labour_name.finditer(draft.text, low, high)


def _is_revised(draft: Draft, name: str, meant: Node) -> bool:
    """Say whether the title of a standard says that it revises another, and the words do not."""
    word = draft.phrases.revised
    return word.search(meant.title) is not None and word.search(name) is None


def _labour_standard(draft: Draft, symbol: str) -> Node | None:
    """Return the labour standard of a symbol (C189), None if the corpus has none."""
    rows = (draft.index.node(named.node) for named in draft.index.named(symbol))
    return next((node for node in rows if node.symbol == symbol), None)


def _tail(name: str, title: str) -> str:
    """Return the end of the words before a number that is the name: what leads up to it is cut away."""
    from compactx.citation import words  # noqa: PLC0415 - most standards bear the number that is theirs

    keys = words.keys(title.partition(",")[0])
    for word in words.words(name):
        if words.keys(name[word.start :]) == keys:
            return name[word.start :]
    return name


def _labour_named(draft: Draft, name: str) -> Node | None:
    """Return the labour convention that the last words before a number name."""
    from compactx.citation import words  # noqa: PLC0415 - as above

    for word in words.words(name):
        for row in draft.index.named(name[word.start :]):
            node = draft.index.node(row.node)
            if _LABOUR.search(f"ILO {node.symbol}"):
                return node
    return None


def _shares(draft: Draft, name: str, title: str) -> bool:
    """Say whether a name has a word of a title, or none of its own: "and Recommendation"."""
    from compactx.citation import words  # noqa: PLC0415 - as above

    own = set(words.keys(name)) - draft.phrases.labour_plain
    return not own or bool(own & set(words.keys(title)))
