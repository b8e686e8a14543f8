"""What is wrong with a command line, told without Typer.

The door takes what is complete and correct. A mistake is told from the same table, in the words that Typer's parser
would use (a test asks both), because loading Typer only to say no takes several times as long as an answer. What is
not plainly a mistake is left alone: Typer has the last word.
"""

from __future__ import annotations

from compactx.cli.command import GLOBAL, everywhere
from compactx.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from compactx.cli.command import Command, Param

HELP = ("-h", "--help")
_EVERYDAY = {  # words that people ask with, and the command that answers
    "refs": "cited cites citing mentions where who whom",
    "show": "clause get open text view vote voted votes what",
    "search": "find grep lookup query",
    "compare": "changed changes diff",
    "review": "next reviewed when",
}
_TAKES = {"search": "WORDS", "compare": "A B"}  # the others take references
_FILLING = ("are", "did", "does", "is", "of", "the", "was")
_DIGITS = 30  # more digits are beyond every limit, and int() takes its time over them


class Unclear(Exception):
    """The words can be read in several ways; Typer reads them."""


def unknown_command(
    name: str, rest: Sequence[str], names: Sequence[str], is_named: Callable[[Sequence[str]], bool] = lambda _: True
) -> UsageError:
    """Return what is said of a word that is no command: commands that look alike, or where to look the words up.

    ``is_named`` says whether words name a thing that can be shown; what names none can be searched for.
    """
    alike = _alike(name, names)
    guess = f". Did you mean {', '.join(map(repr, alike))}?" if alike else ""
    tries = [_in_everyday_words(name, rest, is_named)]
    if not tries[0] and alike:
        tries = [_line(one, rest) for one in alike]
    elif name[:1].isalnum():  # a question, or a thing where a command should stand
        is_thing = not tries[0] and is_named([name, *_without_options(rest)])
        tries += [_line("show", [name, *rest])] if is_thing else []
        tries.append(_line("search", [name, *rest]))
    hint = ", ".join([*filter(None, tries), "or compactx --help"]) if any(tries) else "compactx --help"
    return UsageError(f"no such command {name!r}{guess}", hint=hint)


def _line(command: str, words: Sequence[str]) -> str:
    import shlex  # noqa: PLC0415 - imports as much as a lookup

    return f"compactx {command} {shlex.join(words)}".rstrip()


def _in_everyday_words(name: str, rest: Sequence[str], is_named: Callable[[Sequence[str]], bool]) -> str:
    """Return the command line that answers a question in everyday words, '' if none does.

    >>> _in_everyday_words("who", ["cites", "objective", "17"], lambda words: words == ["objective", "17"])
    'compactx refs objective 17'
    >>> _in_everyday_words("votes", [], lambda _: False), _in_everyday_words("ICERD", [], lambda _: True)
    ('compactx show REF', '')
    """
    asked, words = "", [name, *rest]
    while words and (meant := _asked_with(words[0]) or (asked if words[0].casefold() in _FILLING else "")):
        asked, words = meant, words[1:]
    if not asked or (not words and is_named([name])):
        return ""
    if not words:
        return f"compactx {asked} {_TAKES.get(asked, 'REF')}"
    return _line(asked, words) if asked in _TAKES or is_named(_without_options(words)) else ""


def _asked_with(word: str) -> str:
    return next((command for command, words in _EVERYDAY.items() if word.casefold() in words.split()), "")


def _without_options(words: Sequence[str]) -> list[str]:
    return [word for word in words if word[:1] != "-"]


def asks_for_help(words: Sequence[str]) -> bool:
    """Say whether help stands among the options."""
    options = words[: words.index("--")] if "--" in words else words
    return any(word in HELP for word in options)


def mistake(command: Command, words: Sequence[str]) -> UsageError | None:
    """Return what is wrong with the words behind a command, None if nothing plainly is.

    Grammar: words = { option | argument }, option = FLAG | FLAG VALUE | --FLAG=VALUE; behind ``--`` all are arguments.
    """
    try:
        found = _first(command, words)
    except Unclear:
        return None
    hint = f"compactx {command.name} --help" if command.name != "home" else "compactx --help"
    return found if found is None or found.hint else UsageError(found.message, hint=hint)


def _first(command: Command, words: Sequence[str]) -> UsageError | None:
    params = (*command.params, *everywhere(command))
    values: list[tuple[Param, str]] = []
    count = 0
    queue = [*words]
    while queue:
        word = queue.pop(0)
        if word == "--":
            count += len(queue)
            break
        if not word.startswith("-") or word == "-":
            count += 1
            continue
        found = _option(command.name, word, queue, params, values)
        if found:
            return found
    if asks_for_help(words):
        raise Unclear
    return _values(values) or _arguments(command, count) or _choices(params, values)


def _option(
    name: str, word: str, queue: list[str], params: Sequence[Param], values: list[tuple[Param, str]]
) -> UsageError | None:
    table = {flag: param for param in params for flag in param.every_flag}
    flag, joined, value = word.partition("=")
    if not word.startswith("--"):
        if len(word) != 2:  # noqa: PLR2004 - a dash and a letter; letters in a row are Typer's
            raise Unclear
        flag, joined, value = word, "", ""
    if flag in HELP:
        return None
    param = table.get(flag)
    if param is None:
        unused = without_use(name, flag)
        return UsageError(unused or f"no such option: {flag}{_options_alike(flag, [*table, '--help'])}")
    if param.kind == "flag":
        return UsageError(f"option '{flag}' does not take a value") if joined else None
    if not joined and not queue:
        return UsageError(f"option '{flag}' requires an argument", hint=param.instead)
    values.append((param, value if joined else queue.pop(0)))
    return None


def without_use(name: str, flag: str) -> str:
    """Return what is said of a global option that means nothing to a command, '' if the option is none of them."""
    return f"{flag} has no use with {name}" if any(flag in param.every_flag for param in GLOBAL) else ""


def _values(values: Sequence[tuple[Param, str]]) -> UsageError | None:
    last = {param.name: (param, value) for param, value in values if param.kind == "number"}
    for param, value in last.values():
        flags = " / ".join(f"'{flag}'" for flag in param.every_flag)
        number = _number(value)
        if number is None:
            return UsageError(f"invalid value for {flags}: {value!r} is not a whole number")
        if not 0 <= number <= param.most:
            return UsageError(f"invalid value for {flags}: {number} is not a number up to {param.most}")
    return None


def _number(value: str) -> int | None:
    if len(value) > _DIGITS:
        raise Unclear
    try:
        return int(value)
    except ValueError:
        return None


def _arguments(command: Command, count: int) -> UsageError | None:
    slot = next((param for param in command.params if param.kind == "words"), None)
    if slot is None and count:
        raise Unclear
    if slot is not None and slot.required and not count:
        return UsageError(f"missing argument '{slot.metavar}'")
    return None


def _choices(params: Sequence[Param], values: Sequence[tuple[Param, str]]) -> UsageError | None:
    for param in params:
        given = [value for one, value in values if one.name == param.name]
        for text in given if param.kind == "many" else given[-1:]:
            found = misfit(param, text)
            if found:
                return found
    return None


def misfit(param: Param, text: str) -> UsageError | None:
    """Return what is said of a value that is none of an option's words, None if it is one or the option takes any."""
    for piece in [piece.strip() for piece in text.split(",")]:
        if param.choices and piece and piece not in param.choices:
            name = param.flags[0] if param.flags else param.metavar
            alike = _alike(piece, param.choices)
            guess = f". Did you mean {alike[0]}?" if alike else ""
            return UsageError(f'"{piece}" does not fit {name}{guess}', hint=f"one of: {' '.join(param.choices)}")
    return None


def _options_alike(flag: str, flags: Sequence[str]) -> str:
    """Return the options that look alike, as Typer writes them; an option of one letter resembles none."""
    if not flag.startswith("--"):
        return ""
    alike = sorted(_alike(flag, [one for one in flags if one.startswith("--")]))
    if not alike:
        return ""
    return f" Did you mean {alike[0]}?" if len(alike) == 1 else f" (Possible options: {', '.join(alike)})"


def _alike(word: str, words: Sequence[str]) -> list[str]:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a mistake

    return get_close_matches(word, words)
