"""How far a text may be stretched until it is read otherwise: every distance, length and number that the reader bounds.

In the texts of ``texts.yaml`` what stands in braces is written n times. The last n that is read as the ones before it,
and what is read there and one further on, are kept in ``reaches.txt``.

    python tests/transcripts/reaches/reaches.py       rewrite them; read the diff before you commit it
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(HERE.parent), str(ROOT)]
import readings  # noqa: E402 - found by the line above

TEXTS = yaml.safe_load((HERE / "texts.yaml").read_text(encoding="utf-8"))
_MARK = re.compile(r"\{([^{}]+)\}")
_MOST = 1200  # times that a mark is written
_LINES, _ENDS = 12, 200  # what is kept of long readings and of long lines
_MANY = 12  # where what is read changes at almost every step, so many steps are shown


def stretched(text: str, times: int) -> str:
    """Return a text with its marks written so many times.

    >>> stretched("so{ so} it is", 2)
    'so so so it is'
    """
    return _MARK.sub(lambda found: found.group(1) * times, text)


def told(text: str, times: int) -> str:
    """Return what is read in a stretched text, without places and without the words that were stretched."""
    return readings.reading(stretched(text, times)).partition("\n")[2].rstrip("\n")


def shape(text: str, times: int) -> str:
    """Return what was read as far as it does not grow with the text: what is cited, by which rule, and how far."""
    marks = _MARK.findall(text)

    def held(found: re.Match[str]) -> str:
        counts = [found.group().count(mark) for mark in marks]
        return " ".join("none" if not count else "some" if count < times else "all" for count in counts)

    lines = re.sub(r"(?m)^  \S+ \d+-\d+", "", told(text, times))
    lines = re.sub(r"<[^>]*>", held, lines)
    return re.sub(r"\[[^\]]*\]|(?:symbol|parts|pinpoint)=\S+", "", lines)


def turns(text: str) -> list[int]:
    """Return the numbers at which what is read changes, found by halving; few of them are looked for."""
    found = []
    at = 1
    while at < _MOST and len(found) < _MANY:
        here = shape(text, at)
        step = 1
        while at + step <= _MOST and shape(text, at + step) == here:
            step *= 2
        low, high = at + step // 2, min(at + step, _MOST)
        if shape(text, high) == here:
            break
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if shape(text, middle) == here else (low, middle)
        found.append(high)
        at = high
    return found


def golden() -> dict[str, list[tuple[int, str]]]:
    """Return for each text what was read at each number that is kept."""
    path = HERE / "reaches.txt"
    found: dict[str, list[tuple[int, str]]] = {}
    for part in path.read_text(encoding="utf-8").split("═══ ")[1:] if path.exists() else ():
        head, _, rest = part.partition("\n")
        found[head] = []
        for piece in rest.split("── ")[1:]:
            number, _, lines = piece.partition("\n")
            found[head].append((int(number), lines.rstrip("\n")))
    return found


def head(text: str) -> str:
    """Return the line under which a text is kept."""
    return text.replace("\n", "\\n")


def main() -> None:
    """Rewrite them all."""
    rows = []
    for text in TEXTS:
        rows.append(f"═══ {head(text)}\n")
        numbers = sorted({1, *(near for turn in turns(text) for near in (turn - 1, turn))})
        rows += [f"── {number}\n{kept(text, number)}\n" for number in numbers]
    (HERE / "reaches.txt").write_text("".join(rows), encoding="utf-8")


def kept(text: str, number: int) -> str:
    """Return what is read, with the middle of long lines left out, and of many lines the first."""
    lines = told(text, number).split("\n")[:_LINES]
    return "\n".join(
        line if len(line) <= 2 * _ENDS else f"{line[:_ENDS]} ... {len(line)} ... {line[-_ENDS:]}" for line in lines
    )


if __name__ == "__main__":
    main()
