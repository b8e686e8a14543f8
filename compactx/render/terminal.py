"""A Rich renderable on standard output, as the terminal can show it."""

from __future__ import annotations

import os
import sys

from rich.console import Console, RenderableType

# Signs of pages and what stands for each, as wide as it is, where the output's encoding has no room for it.
_PLAIN = dict(zip("→←↑↓“”…·", '><^v"".-', strict=True)) | {"\u2018": "'", "\u2019": "'", "\u2013": "-"}


def write_page(page: RenderableType, *, width: int, color: str, encoding: str | None) -> None:
    """Print a page; colour follows --color, NO_COLOR, FORCE_COLOR and the terminal, in this order."""
    console = Console(
        file=sys.stdout,
        width=width,
        markup=False,
        emoji=False,
        highlight=False,
        color_system="standard" if _has_color(color) else None,
        force_terminal=_has_color(color),
        legacy_windows=False,
        safe_box=not (encoding or "").lower().startswith("utf"),
    )
    with console.capture() as captured:
        console.print(page, crop=False)  # a link runs on where there is no room: a cut one leads elsewhere
    # Tables fill their lines with spaces; what is pasted elsewhere should not.
    lines = "".join(line.rstrip(" ") + "\n" for line in captured.get().splitlines())
    sys.stdout.write(_plainer(lines, encoding or "utf-8"))


def _plainer(text: str, encoding: str) -> str:
    """Return the text with plain signs instead of arrows and curly quotation marks that an encoding lacks.

    >>> _plainer("↑ contains “x”…", "ascii")
    '^ contains "x".'
    """
    lacking = [sign for sign in _PLAIN if sign in text and sign.encode(encoding, "ignore") == b""]
    return text.translate({ord(sign): _PLAIN[sign] for sign in lacking})


def _has_color(asked: str) -> bool:
    if asked in {"always", "never"}:
        return asked == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR") not in {None, "", "0"} or os.environ.get("CLICOLOR_FORCE") not in {None, "", "0"}:
        return True
    if os.environ.get("CLICOLOR") == "0" or os.environ.get("TERM", "dumb") in {"dumb", ""}:
        return False
    return sys.stdout.isatty()
