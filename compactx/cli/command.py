"""What a command line consists of: the one table that help, Typer, completion, the door and docs are made from."""

from __future__ import annotations

import os

from compactx.model.record import Row
from compactx.model.text import MOST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    Run = Callable[..., int]  # carries a command out for a session and its arguments

_HIDDEN = ("home",)


class Param(Row):
    """An argument or an option.

    ``kind`` is ``words`` (the arguments), ``flag``, ``text``, ``number`` or ``many`` (repeatable, and commas divide).
    ``default`` is what :class:`Arguments` answers when it is absent; ``choices`` are the words allowed, ``most`` the
    largest number. ``aliases`` are spellings of earlier versions that help and completion leave out,
    ``instead`` the hint where the value is missing.
    """

    name: str
    kind: str
    help: str
    flags: tuple[str, ...] = ()
    metavar: str = ""
    choices: tuple[str, ...] = ()
    default: int | str = ""
    required: bool = False
    most: int = MOST
    aliases: tuple[str, ...] = ()
    instead: str = ""

    @property
    def every_flag(self) -> tuple[str, ...]:
        """Return all ways to write the option, those of earlier versions too."""
        return (*self.flags, *self.aliases)

    @property
    def is_hidden(self) -> bool:
        """Say whether the option is one of an earlier version, which help does not tell."""
        return self.kind != "words" and not self.flags


class Command(Row):
    """A command: its name, what it does in a line, more about it, examples, parameters and its group in help.

    ``is_page`` says that a pipe gets the page as plain text; other commands write tab-separated lines there.
    ``reads_texts`` says that it takes the patterns of texts, which are kept compiled.
    ``everywhere`` names those of the global options that mean something here, where that is not all of them.
    """

    name: str
    summary: str
    about: str
    examples: tuple[tuple[str, str], ...]
    params: tuple[Param, ...]
    group: str = "Explore"
    is_page: bool = False
    reads_texts: bool = False
    everywhere: tuple[str, ...] = ()


class Arguments:
    """The values of one command line, by parameter name."""

    def __init__(self, params: tuple[Param, ...], values: Mapping[str, Any]) -> None:
        """Take the values; what is absent answers with its default."""
        self._params = {param.name: param for param in params}
        self._values = {name: value for name, value in values.items() if value is not None}

    def words(self, name: str) -> list[str]:
        """Return the arguments, or the values of a repeatable option with its commas divided."""
        values = self._values.get(name) or []
        if self._params[name].kind == "words":
            return list(values)
        return [piece.strip() for value in values for piece in value.split(",") if piece.strip()]

    def text(self, name: str) -> str:
        """Return a text."""
        return str(self._values.get(name, self._params[name].default))

    def number(self, name: str) -> int:
        """Return a whole number."""
        return int(self._values.get(name, self._params[name].default or 0))

    def flag(self, name: str) -> bool:
        """Say whether a flag is set."""
        return bool(self._values.get(name, False))

    def has(self, name: str) -> bool:
        """Say whether a value was given."""
        return name in self._values

    def told(self) -> list[tuple[str, Any]]:
        """Return every value that was given, by name."""
        return sorted(self._values.items())


def command_names() -> list[str]:
    """Return the names of all commands, found by their files."""
    files = os.listdir(os.path.join(os.path.dirname(__file__), "commands"))
    stems = (name.removesuffix(".py").rstrip("_") for name in files if name.endswith(".py") and name[0] != "_")
    return sorted(stem.replace("_", "-") for stem in stems if stem not in _HIDDEN)


def load_command(name: str) -> tuple[Command, Run] | None:
    """Return a command and its function by name, None if there is no such file."""
    if not name.replace("-", "").isalpha() or not name.isascii() or not name.islower():
        return None
    folder = os.path.join(os.path.dirname(__file__), "commands")
    stem = name.replace("-", "_")
    for module in (stem, stem + "_"):
        if os.path.exists(os.path.join(folder, module + ".py")):
            # Not importlib.import_module: that module alone is a twentieth of a lookup.
            found = __import__(f"compactx.cli.commands.{module}", fromlist=["COMMAND", "run"])
            return found.COMMAND, found.run
    return None


def overview() -> list[Command]:
    """Return every command with its name, group and summary alone; none of them is imported."""
    from compactx.cli.overview import OVERVIEW  # noqa: PLC0415 - only for help

    return [Command(name, summary, "", (), (), group) for name, group, summary in OVERVIEW]


def all_commands() -> list[Command]:
    """Return the table of every command."""
    loaded = (load_command(name) for name in command_names())
    return [found[0] for found in loaded if found]
