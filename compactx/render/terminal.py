"""A Rich renderable on standard output, as the terminal can show it."""

from __future__ import annotations

import io
import os
import re
import sys

from rich.console import Console, RenderableType

# An address up to a space, an escape or a quotation mark, without the punctuation that ends a sentence; or the symbol
# of a document of the United Nations, which has an address of its own.
_ADDRESS = re.compile(
    r"(?<!;)https?://[!#$%&+*./0-9:;=?@A-Z_a-z~-]{1,2000}(?<![.,;:?!])"
    r"|(?<![0-9A-Za-z/.-])[AES]/(?:[A-Z][0-9A-Z.]{0,12}/){0,4}(?:[0-9]{1,4}/)?[0-9]{1,4}(?:\([0-9]{4}\))?(?![0-9A-Za-z/])"
)
_OF_SYMBOLS = "https://docs.un.org/en/"
# Signs of pages and what stands for each, as wide as it is, where the output's encoding has no room for it.
_DRAWN = dict(zip("│▇█▒░", "|##+.", strict=True))
_PLAIN = _DRAWN | dict(zip("→←↑↓“”…·", '><^v"".-', strict=True)) | {"\u2018": "'", "\u2019": "'", "\u2013": "-"}


def write_page(
    page: RenderableType, notes: str, *, width: int, color: str, encoding: str | None, with_pager: bool
) -> None:
    """Print a page; colour follows --color, NO_COLOR, FORCE_COLOR and the terminal, in this order.

    On a terminal a page that is longer than the screen goes through the pager. Notes are for standard error; a pager
    would leave them above the screen, so there they begin the page.
    """
    text = _drawn(page, width, color, encoding or "utf-8")
    if has_links():
        text = linked(text)
    if with_pager and sys.stdout.isatty():
        from compactx.render import pager  # noqa: PLC0415 - on a terminal only

        above = notes if sys.stderr.isatty() else ""
        words = pager.pager_command(above + text)
        if words:
            sys.stdout.flush()
            sys.stderr.write(notes.removeprefix(above))
            if pager.show_paged(above + text, words, encoding or "utf-8"):
                return
            notes = above
    sys.stderr.write(notes)
    sys.stdout.write(text)


def linked(text: str) -> str:
    r"""Return a page in which every address and every symbol of a document is a link of the terminal's (OSC 8).

    >>> linked("link  https://un.org/a.")
    'link  \x1b]8;;https://un.org/a\x1b\\https://un.org/a\x1b]8;;\x1b\\.'
    >>> linked("as in A/RES/70/1, or CRC/C/1").count("https://docs.un.org/en/A/RES/70/1")
    1
    """
    return _ADDRESS.sub(lambda found: _link(found[0]), text)


def _link(shown: str) -> str:
    where = shown if shown.startswith("http") else _OF_SYMBOLS + shown
    return f"\x1b]8;;{where}\x1b\\{shown}\x1b]8;;\x1b\\"


def has_links() -> bool:
    """Say whether links can be followed: on a terminal that moves its cursor, never in a pipe."""
    return sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in {"dumb", "", "linux"}


def _drawn(page: RenderableType, width: int, color: str, encoding: str) -> str:
    """Return a page as text, without spaces at the ends of its lines."""
    sheet = io.StringIO()
    console = (_Teletype if _is_poor(encoding) else Console)(
        file=sheet,
        width=width,
        markup=False,
        emoji=False,
        highlight=False,
        color_system="standard" if _has_color(color) else None,
        force_terminal=_has_color(color),
        legacy_windows=False,
        safe_box=_is_poor(encoding),
    )
    console.print(page, crop=False)  # a link runs on where there is no room: a cut one leads elsewhere
    # Tables fill their lines with spaces; what is pasted elsewhere should not.
    lines = "".join(line.rstrip(" ") + "\n" for line in sheet.getvalue().splitlines())
    text = _plainer(lines, encoding)
    return text.translate({ord(sign): plain for sign, plain in _DRAWN.items()}) if _is_poor(encoding) else text


class _Teletype(Console):
    """A console that draws lines with plain signs."""

    @property
    def encoding(self) -> str:
        """Return the encoding by which Rich chooses what to draw lines with."""
        return "ascii"


def _is_poor(encoding: str) -> bool:
    return not encoding.lower().startswith("utf") or os.environ.get("TERM") == "dumb"


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
