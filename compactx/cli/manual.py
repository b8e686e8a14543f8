"""Manual pages in roff, made from the command table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.cli.examples import TITLE, first_examples, own_command, own_words
from compactx.cli.helptext import EXAMPLES, GROUPS, usage
from compactx.cli.options import GLOBAL, everywhere

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.cli.command import Command, Param

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
