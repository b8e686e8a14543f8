"""A Rich renderable as text, for an output of a width, with or without colour."""

from __future__ import annotations

import io
import re

from rich.console import Console, RenderableType

from compactx.render.terminal import has_color, is_poor

# Signs of pages and what stands for each, as wide as it is, where the output's encoding has no room for it.
_DRAWN = dict(zip("│▇█▒░", "|##+.", strict=True))
_PLAIN = _DRAWN | dict(zip("→←↑↓“”…·", '><^v"".-', strict=True)) | {"\u2018": "'", "\u2019": "'", "\u2013": "-"}


def as_text(page: RenderableType, width: int, color: str, encoding: str) -> str:
    """Return a page as text, without spaces at the ends of its lines."""
    sheet = io.StringIO()
    console = (_Teletype if is_poor(encoding) else Console)(
        file=sheet,
        width=width,
        markup=False,
        emoji=False,
        highlight=False,
        color_system="standard" if has_color(color) else None,
        force_terminal=has_color(color),
        legacy_windows=False,
        safe_box=is_poor(encoding),
    )
    console.print(page, crop=False)  # a link runs on where there is no room: a cut one leads elsewhere
    # Tables fill their lines with spaces; what is pasted elsewhere should not.
    lines = "".join(line.rstrip(" ") + "\n" for line in sheet.getvalue().splitlines())
    text = _plainer(lines, encoding)
    return text.translate({ord(sign): plain for sign, plain in _DRAWN.items()}) if is_poor(encoding) else text


class _Teletype(Console):
    """A console that draws lines with plain signs."""

    @property
    def encoding(self) -> str:
        """Return the encoding by which Rich chooses what to draw lines with."""
        return "ascii"


def _plainer(text: str, encoding: str) -> str:
    """Return the text with plain signs instead of arrows and curly quotation marks that an encoding lacks.

    What is cut ends in dots, in the room that it had: one alone would end a sentence.

    >>> _plainer("↑ contains “x”", "ascii"), _plainer("to perceptions of …, a boat…", "ascii")
    ('^ contains "x"', 'to perceptions of.., a b...')
    """
    lacking = [sign for sign in _PLAIN if sign in text and sign.encode(encoding, "ignore") == b""]
    if "…" in lacking:
        text = re.sub(r"(?:(?<=\S) |\S{2})…(?!\w)", lambda found: "." * len(found[0]), text)
    return text.translate({ord(sign): _PLAIN[sign] for sign in lacking})
