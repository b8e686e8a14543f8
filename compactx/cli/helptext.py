"""Help as text, examples first, the same on a terminal and in a pipe; and as manual pages in roff."""

from __future__ import annotations

import os
import sys

from compactx.cli.command import GLOBAL, everywhere
from compactx.cli.examples import TITLE, first_examples, own_command, own_words
from compactx.model.text import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.cli.command import Command, Param

WIDTH = 80
LEAST, MOST = 40, 100
GROUPS = ("Explore", "Documents", "Data", "Setup")
_INDENT = "  "

EXAMPLES = (
    ("compactx show objective 17", "an objective with everything it rests on"),
    ('compactx refs "2030 Agenda"', "every clause that names an instrument"),
    ("compactx path objective 22 to ILO", "how two things are connected"),
)
_TAGLINE = f"cross-references of {TITLE}, clause by clause"
_ABOUT = (
    "Answers where an instrument is cited, what a clause rests on and how two things are connected, naming the clause"
    " and the words that prove it. Alone it says what the corpus holds."
)
_STATUS = (
    "0 answered; 1 nothing found, or findings; 2 usage; 3 reference unknown; 4 ambiguous; 5 corpus unusable;"
    " 6 cannot write; 70 our bug; 130 interrupted; 141 the reader closed the pipe."
)
_SECTION = "1"


def root(commands: Sequence[Command], corpus: str = "") -> str:
    """Return the help of the program; ``corpus`` is the folder that the command line names with ``--corpus``."""
    lines = [own_words(f"compactx: cross-references of {TITLE}, clause by clause", corpus), "", "Examples"]
    lines += _pairs(first_examples(EXAMPLES, corpus))
    for group in GROUPS:
        inside = [(command.name, command.summary) for command in commands if command.group == group]
        if inside:
            lines += ["", group, *_pairs(inside)]
    lines += ["", "Most commands", *_options(GLOBAL)]
    lines += ["", "compactx COMMAND --help lists under Everywhere those that the command uses."]
    return fitted("\n".join(lines) + "\n")


def command(one: Command, corpus: str = "") -> str:
    """Return the help of a command; ``corpus`` as in :func:`root`."""
    one = own_command(one, corpus)
    lines = [f"compactx {one.name}: {one.summary}", ""]
    if one.examples:
        lines += ["Examples", *_pairs(one.examples), ""]
    lines += ["Usage", f"{_INDENT}{usage(one)}"]
    for paragraph in one.about.split("\n\n"):
        lines += ["", *_fold(paragraph, help_width())] if paragraph.strip() else []
    options = [param for param in one.params if param.kind != "words" and not param.is_hidden]
    if options:
        lines += ["", "Options", *_options(options)]
    lines += ["", "Everywhere", *_options(everywhere(one))]
    return fitted("\n".join(lines) + "\n")


def help_width() -> int:
    """Return how wide help may be: as the terminal is or as COLUMNS says, from 40 to 100; 80 where neither tells."""
    wide = whole(os.environ.get("COLUMNS", "")) or 0
    if not wide and sys.stdout.isatty():
        try:
            wide = os.get_terminal_size(sys.stdout.fileno()).columns
        except (OSError, ValueError):
            wide = 0
    return max(LEAST, min(wide, MOST)) if wide else WIDTH


def fitted(text: str, width: int = 0) -> str:
    r"""Return help with the lines that are too long folded, each under the column where its meaning begins.

    >>> fitted("  --flag  what it means\n", 16)
    '  --flag  what\n          it\n          means\n'
    """
    width = width or help_width()
    return "".join(_folded(line, width) for line in text.splitlines(keepends=True))


def _folded(line: str, width: int) -> str:
    bare = line.rstrip()
    if len(bare) <= width:
        return line
    lead = len(bare) - len(bare.lstrip())
    gap = bare.find("  ", lead)
    meaning = len(bare) - len(bare[gap:].lstrip()) if gap > 0 else 0
    if not 0 < meaning <= width * 2 // 3:
        meaning = 0
    hang = meaning or min(lead + 2, width // 2)
    head, rest = (bare[:meaning], bare[meaning:]) if meaning else (bare[: min(lead, hang)], bare[lead:])
    first, *more = _fold(rest, width - hang)
    return "\n".join((head + first, *(" " * hang + piece for piece in more))) + "\n"


def usage(one: Command) -> str:
    """Return the usage line of a command."""
    words = next((param for param in one.params if param.kind == "words"), None)
    metavar = "" if words is None else f" {words.metavar}" if words.required else f" [{words.metavar}]"
    return f"compactx {one.name}{metavar} [OPTIONS]"


def _options(params: Sequence[Param]) -> list[str]:
    return _pairs([(_flags(param), _meaning(param)) for param in params])


def _flags(param: Param) -> str:
    short = [flag for flag in param.flags if not flag.startswith("--")]
    long = [flag for flag in param.flags if flag.startswith("--")]
    shown = ", ".join([*short, *long])
    return f"{shown} {param.metavar or param.name.upper()}" if param.kind != "flag" else shown


def _meaning(param: Param) -> str:
    choices = f" ({' '.join(param.choices)})" if param.choices else ""
    default = f" [{param.default}]" if param.default else ""
    return f"{param.help}{choices}{default}"


def _pairs(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Lay out names with their meanings; a name that is too long has a line of its own."""
    width = help_width()
    room = min(34, width // 2 - 4, max(len(left) for left, _ in pairs))
    lines = []
    for left, right in pairs:
        folded = _fold(right, width - room - 4)
        if len(left) > room:
            lines.append(f"{_INDENT}{left}")
            left = ""  # noqa: PLW2901 - the meaning goes below
        lines.append(f"{_INDENT}{left:<{room}}  {folded[0]}".rstrip())
        lines += [f"{_INDENT}{'':<{room}}  {line}" for line in folded[1:]]
    return lines


def _fold(text: str, width: int) -> list[str]:
    """Return the lines of a text, divided between words (the standard library's way imports as much as a lookup)."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return lines


def root_page(commands: Sequence[Command], topics: Iterable[tuple[str, str]], version: str, corpus: str = "") -> str:
    """Return ``compactx(1)``; ``corpus`` is the folder that the command line names with ``--corpus``."""
    lines = _head("compactx", own_words(_TAGLINE, corpus), version)
    lines += [".SH SYNOPSIS", f".B compactx\n.RI [ OPTIONS ]\n.I COMMAND\n{_text('...')}"]
    lines += [".SH DESCRIPTION", _text(_ABOUT)]
    lines += _examples(first_examples(EXAMPLES, corpus))
    for group in GROUPS:
        inside = [command for command in commands if command.group == group]
        if inside:
            lines += [f".SH {_text(group.upper())}"]
            lines += [f".TP\n.BR {_word('compactx-' + one.name)} (1)\n{_text(one.summary)}" for one in inside]
    lines += [".SH OPTIONS", *map(_option, GLOBAL)]
    lines += [".SH TOPICS", _text("compactx help TOPIC:")]
    lines += [f".TP\n.B {_word(name)}\n{_text(summary)}" for name, summary in topics]
    return "\n".join([*lines, *_status()]) + "\n"


def manual_page(command: Command, version: str, corpus: str = "") -> str:
    """Return the page of a command; ``corpus`` as in :func:`root_page`."""
    command = own_command(command, corpus)
    name = f"compactx-{command.name}"
    lines = _head(name, command.summary, version)
    lines += [".SH SYNOPSIS", f".B {_text(usage(command))}", ".SH DESCRIPTION"]
    for at, paragraph in enumerate(part for part in command.about.split("\n\n") if part.strip()):
        lines += [".PP"] if at else []
        lines.append(_text(" ".join(paragraph.split())))
    lines += _examples(command.examples)
    options = [param for param in command.params if param.kind != "words"]
    if options:
        lines += [".SH OPTIONS", *map(_option, (param for param in options if not param.is_hidden))]
    lines += [".SH GLOBAL OPTIONS", *map(_option, everywhere(command))]
    lines += _status()
    lines += [".SH SEE ALSO", ".BR compactx (1)"]
    return "\n".join(lines) + "\n"


def _head(name: str, summary: str, version: str) -> list[str]:
    title = f'.TH {_word(name.upper())} {_SECTION} "" "compactx {_text(version)}" "User Commands"'
    return [title, ".SH NAME", f"{_word(name)} \\- {_text(summary)}"]


def _examples(pairs: Iterable[tuple[str, str]]) -> list[str]:
    lines = [".SH EXAMPLES"]
    for line, meaning in pairs:
        lines += [".TP", f".B {_text(line)}", _text(meaning)]
    return lines if len(lines) > 1 else []


def _option(param: Param) -> str:
    value = f" {_text(param.metavar or param.name.upper())}" if param.kind != "flag" else ""
    flags = ", ".join(_word(flag) for flag in param.flags)
    choices = f" One of: {' '.join(param.choices)}." if param.choices else ""
    default = f" Default: {param.default}." if param.default else ""
    meaning = _text(f"{param.help.rstrip('.')}.{choices}{default}")
    return f".TP\n.B {flags}{value}\n{meaning}"


def _status() -> list[str]:
    return [".SH EXIT STATUS", _text(_STATUS)]


def _text(text: str) -> str:
    r"""Return running text: escapes and leading dots are roff's own.

    >>> _text(".a \\n -b")
    '\\&.a \\en \\-b'
    """
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace('"', "\\(dq")
    return f"\\&{escaped}" if escaped.startswith((".", "\\(aq")) else escaped


def _word(text: str) -> str:
    return _text(text)
