"""The page of commands, from the table that help, completion and the parser are made from.

``python tests/docs/commands.py`` writes it anew.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from compactx.cli.command import GLOBAL, Command, Param, everywhere, load_command
from compactx.cli.helptext import GROUPS, usage
from compactx.cli.overview import OVERVIEW
from compactx.export.escape import markdown

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
HEAD = """# Commands

<!-- made from the command table: python tests/docs/commands.py -->

`compactx help COMMAND` says the same on a terminal. `-` for a reference reads references from standard input.
"""


def page() -> str:
    """Return the page: the commands in the order of help, then the options of all."""
    out = [HEAD]
    for group in GROUPS:
        out.append(f"## {group}\n")
        out += [_command(load_command(name)[0]) for name, own, _ in OVERVIEW if own == group]
    out += ["## Options of all commands\n", *_table(GLOBAL)]
    return "\n".join(out) + "\n"


def _command(command: Command) -> str:
    about = "\n\n".join(" ".join(piece.split()) for piece in dedent(command.about).split("\n\n"))
    examples = "\n".join(f"{line:<55}  # {what}" for line, what in command.examples)
    shown = [param for param in command.params if not param.is_hidden]
    missing = len(everywhere(command)) < len(GLOBAL)
    note = ", ".join(f"`{param.flags[-1]}`" for param in everywhere(command))
    only = f"\nOf the options of all commands: {note}.\n" if missing else ""
    summary = command.summary[0].upper() + command.summary[1:]
    code = f"```\n{usage(command)}\n\n{examples}\n```\n"
    return "\n".join([f"### {command.name}\n", f"{summary}.\n", code, _text(about) + "\n", *_table(shown), only])


def _text(about: str) -> str:
    """Return prose as Markdown shows it: what looks like markup in it is none."""
    return about.replace("*", "\\*").replace("<", "\\<").replace("_", "\\_")


def _table(params: list[Param] | tuple[Param, ...]) -> list[str]:
    rows = [f"| {_spelled(param)} | {markdown(_told(param))} |" for param in params]
    return ["| | |", "|---|---|", *rows, ""] if rows else []


def _spelled(param: Param) -> str:
    value = f" {param.metavar}" if param.flags and param.metavar else ""
    spelled = ", ".join(param.flags) + value if param.flags else param.metavar or param.name
    return f"`{spelled}`".replace("|", "\\|")


def _told(param: Param) -> str:
    choices = f" ({' '.join(param.choices)})" if param.choices and param.kind != "words" else ""
    default = f" [{param.default}]" if param.default not in {"", 0} else ""
    return f"{param.help}{choices}{default}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
