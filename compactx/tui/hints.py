"""Letters on everything that can be opened, so that any of it is two keys away."""

from __future__ import annotations

from compactx.tui import cells

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from compactx.tui.canvas import Piece, Row

LETTERS = "asdfjklghweruiopcvbnmtyxzq"
_READING = ("link:", "ref:")
_CONTENTS = ("row:n:", "row:k:", "row:more:")


def labels(count: int) -> list[str]:
    """Return so many labels, none the beginning of another: one letter each, or two each.

    >>> labels(3), len(labels(40)[0]), len(set(labels(676)))
    (['a', 's', 'd'], 2, 676)
    """
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    return [first + second for first in LETTERS for second in LETTERS][:count]


def targets(rows: Iterable[Row], *, contents: bool) -> dict[str, str]:
    """Return the label of each tag in sight that opens something: links and references, or the rows of the contents."""
    wanted = _CONTENTS if contents else _READING
    tags = dict.fromkeys(tag for row in rows for text, _, tag in row if tag.startswith(wanted) and text.strip())
    return dict(zip(tags, labels(len(tags)), strict=False))


def apply(rows: Iterable[Row], typed: str, *, contents: bool) -> tuple[Row, ...]:
    """Return rows with the labels that still fit what was typed written over the beginnings of their links."""
    rows = tuple(rows)
    waiting = {tag: label for tag, label in targets(rows, contents=contents).items() if label.startswith(typed)}
    out: list[Row] = []
    for row in rows:
        pieces: list[Piece] = []
        for text, style, tag in row:
            label = waiting.get(tag)
            if label and text.strip() and cells.width(text) >= len(label):
                del waiting[tag]
                blank = len(text) - len(text.lstrip(" "))
                blank = min(blank, len(text) - len(label))
                if blank:
                    pieces.append((text[:blank], style, tag))
                pieces.append((label, "hint", tag))
                pieces.append((cells.split(text[blank:], len(label))[1], style, tag))
            else:
                pieces.append((text, style, tag))
        out.append(tuple(piece for piece in pieces if piece[0]))
    return tuple(out)
