"""A page on standard output, as the terminal can show it; a long one through the reader's pager, as git has it.

What draws it (:mod:`compactx.render.drawing`) is loaded only for pages that are not remembered.
"""

from __future__ import annotations

import os
import sys

# An address up to a space, an escape or a quotation mark, without the punctuation that ends a sentence; or the symbol
# of a document of the United Nations, which has an address of its own.
_ADDRESS = (
    r"(?<!;)https?://[!#$%&+*./0-9:;=?@A-Z_a-z~-]{1,2000}(?<![.,;:?!])"
    r"|(?<![0-9A-Za-z/.-])[AES]/(?:[A-Z][0-9A-Z.]{0,12}/){0,4}(?:[0-9]{1,4}/)?[0-9]{1,4}(?:\([0-9]{4}\))?(?![0-9A-Za-z/])"
)
_OF_SYMBOLS = "https://docs.un.org/en/"
_DEFAULT = "less"
_SETTINGS = {"LESS": "FRX", "LV": "-c"}  # leave if it fits on a screen, keep colours, leave the text standing
_SHELL = set("|&;<>()$`\\\"'*?[#~=%")


def write_page(text: str, notes: str, *, encoding: str | None, with_pager: bool) -> None:
    """Print a page that is drawn.

    On a terminal a page that is longer than the screen goes through the pager. Notes are for standard error; a pager
    would leave them above the screen, so there they begin the page.
    """
    if has_links():
        text = linked(text)
    if with_pager and sys.stdout.isatty():
        above = notes if sys.stderr.isatty() else ""
        words = pager_command(above + text)
        if words:
            sys.stdout.flush()
            sys.stderr.write(notes.removeprefix(above))
            if show_paged(above + text, words, encoding or "utf-8"):
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
    import re  # noqa: PLC0415 - on a terminal only

    return re.sub(_ADDRESS, lambda found: _link(found[0]), text)


def _link(shown: str) -> str:
    where = shown if shown.startswith("http") else _OF_SYMBOLS + shown
    return f"\x1b]8;;{where}\x1b\\{shown}\x1b]8;;\x1b\\"


def has_links() -> bool:
    """Say whether links can be followed: on a terminal that moves its cursor, never in a pipe."""
    return sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in {"dumb", "", "linux"}


def has_plain_locale() -> bool:
    """Say whether the reader asks for ASCII: with a locale of C, which Python would write UTF-8 in."""
    locale = next((value for name in ("LC_ALL", "LC_CTYPE", "LANG") if (value := os.environ.get(name))), "")
    return locale in {"C", "POSIX"}


def encoding_of_pages() -> str:
    """Return the encoding whose signs a page may have: that of the output, on a terminal with a locale of C ASCII."""
    return "ascii" if sys.stdout.isatty() and has_plain_locale() else sys.stdout.encoding or "utf-8"


def is_poor(encoding: str) -> bool:
    """Say whether an output has no room for lines and arrows."""
    return not encoding.lower().startswith("utf") or os.environ.get("TERM") == "dumb"


def has_color(asked: str) -> bool:
    """Say whether to use colour: by --color, NO_COLOR, FORCE_COLOR and the terminal, in this order."""
    if asked in {"always", "never"}:
        return asked == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR") not in {None, "", "0"} or os.environ.get("CLICOLOR_FORCE") not in {None, "", "0"}:
        return True
    if os.environ.get("CLICOLOR") == "0" or os.environ.get("TERM", "dumb") in {"dumb", ""}:
        return False
    return sys.stdout.isatty()


def pager_command(text: str) -> list[str]:
    """Return the command that should show a text, nothing if it should be printed.

    A text that fits on the screen needs none, and neither does a terminal that cannot move its cursor, or one who named
    ``cat``, nothing, or a program that there is not.
    """
    import shlex  # noqa: PLC0415 - on a terminal only
    import shutil  # noqa: PLC0415 - as above

    if os.environ.get("TERM", "dumb") in {"dumb", ""} or text.count("\n") < _lines():
        return []
    named = next((os.environ[name] for name in ("COMPACTX_PAGER", "PAGER") if name in os.environ), _DEFAULT)
    if not named.strip() or named.strip() == "cat":
        return []
    if _SHELL.intersection(named) and os.name == "posix":
        return ["sh", "-c", named]
    try:
        words = shlex.split(named)
    except ValueError:
        return []
    return words if shutil.which(words[0]) else []


def _lines() -> int:
    """Return how many lines the terminal has, more than any text where nobody knows."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines or sys.maxsize
    except (OSError, ValueError):
        return sys.maxsize


def show_paged(text: str, words: list[str], encoding: str) -> bool:
    """Hand a text to a pager and wait until it ends; False if it could not be started.

    Who leaves before the end has read enough: that is no error. Ctrl-C is the pager's while it runs.
    """
    import signal  # noqa: PLC0415 - on a terminal only
    import subprocess  # noqa: PLC0415 - as above

    settings = {name: value for name, value in _SETTINGS.items() if name not in os.environ}
    try:
        running = subprocess.Popen(words, stdin=subprocess.PIPE, env=os.environ | settings)  # noqa: S603 - what its user named
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        running.communicate(text.encode(encoding, "backslashreplace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return True
