"""``compactx completion``: completion scripts for shells, and the answers they ask for.

What could come next on a command line: commands, options, formats, kinds, relations and names from the index. Every
answer begins with exactly what was typed, in its letters, so that a shell only ever adds to the line. References may
have spaces: ``path objective 22 to IL`` completes the last reference, not the last word.
"""

from __future__ import annotations

import sys

from compactx.cli import shells
from compactx.cli.command import GLOBAL, Command, Param, command_at, command_names, everywhere, load_command
from compactx.errors import CompactxError, no_such

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.index.read import Index

COMMAND = Command(
    "completion",
    "a completion script for a shell, on standard output",
    """Prints a script that completes commands, options, formats, kinds, relations, ids and names (with spaces, quoted
    as the line needs) from the index. Nothing is installed and no file of yours is touched: source the output, or save
    it where your shell looks. Shells: bash, fish, powershell, zsh.

    The scripts call "compactx completion SHELL -- LINE" for the answers.""",
    (
        ("source <(compactx completion bash)", "bash or zsh, for this session"),
        ("compactx completion fish | source", "fish"),
        ("compactx completion zsh > ~/.zfunc/_compactx", "to keep, in a folder of your fpath"),
    ),
    (Param("shell", "words", "bash, fish, powershell or zsh", metavar="SHELL", required=True),),
    "Setup",
    everywhere=("corpus",),
)
_MOST = 300
_SHOWN = 60
# Which values an argument takes, by the name the command table gives them.
_REFERENCES = frozenset({"REF", "REF...", "A [to] B", '"A to B"'})
_FILES = frozenset({"FILE", "FILE...", "DIR", "FOLDER", "PATH...", "ID FILE"})
_KIND_WORDS = ("objective", "principle", "goal", "target", "SDG")
_NUMBERED = {
    "objective": "objective", "obj": "objective", "goal": "goal", "sdg": "goal", "target": "target",
    "principle": "principle",
}  # fmt: skip


def run(session: Session, given: Arguments) -> int:
    """Print a script, or answer one."""
    shell, *asked = given.words("shell")
    if shell not in shells.SHELLS:
        raise no_such(f'no completion for "{shell}"', shell, shells.SHELLS, hint=f"shells: {' '.join(shells.SHELLS)}")
    if not asked:
        sys.stdout.write(shells.script(shell))
        return 0
    try:
        lines = _answer(shell, asked, session.corpus_folder)
    except (CompactxError, OSError):
        return 1  # a shell in the middle of a line is no place for messages
    sys.stdout.write("".join(line + "\n" for line in lines))
    return 0


def _answer(shell: str, asked: list[str], corpus: str) -> list[str]:
    line = None if shell == "zsh" else shells.CommandLine(asked[0], "`" if shell == "powershell" else "\\")
    answer = complete(line.words[1:] if line else asked, corpus)
    if answer.files:
        return [shells.FILES_MARK]
    if shell == "bash" and line:
        return shells.bash(answer, line, asked[1] if len(asked) > 1 else "")
    return shells.powershell(answer) if shell == "powershell" else shells.with_description(answer)


def complete(words: Sequence[str], corpus: str = "") -> shells.ShellAnswer:
    """Return what the last word could become; ``words`` is what stands after ``compactx``, the last one unfinished."""
    *before, current = words or [""]
    place = command_at(before)
    if place == len(before):
        return _options(GLOBAL, current) if current.startswith("-") else _starting(current, _commands())
    loaded = load_command(before[place])
    if loaded is None:
        return shells.ShellAnswer()
    command = loaded[0]
    params = (*command.params, *everywhere(command))
    loose, waiting, literal = _read(before[place + 1 :], params)
    if waiting is not None:
        return _value(waiting, [], current, corpus)
    if current.startswith("-") and current != "-" and not literal:
        return _option_or_value(params, current, corpus)
    slot = next((param for param in command.params if param.kind == "words"), None)
    return _slot(command, slot, loose, current, corpus) if slot else shells.ShellAnswer()


def _commands() -> list[tuple[str, str]]:
    return [(name, "") for name in command_names()]


def _read(words: Sequence[str], params: Sequence[Param]) -> tuple[list[str], Param | None, bool]:
    """Return the words that are no options, the option that still wants its value, and whether ``--`` was given."""
    table = {flag: param for param in params for flag in param.every_flag}
    loose: list[str] = []
    waiting: Param | None = None
    for at, word in enumerate(words):
        if waiting is not None:
            waiting = None
        elif word == "--":
            return [*loose, *words[at + 1 :]], None, True
        elif word.startswith("-") and word != "-":
            param = table.get(word)
            waiting = param if param is not None and param.kind != "flag" else None
        else:
            loose.append(word)
    return loose, waiting, False


def _option_or_value(params: Sequence[Param], current: str, corpus: str) -> shells.ShellAnswer:
    flag, joined, value = current.partition("=")
    param = next((param for param in params if joined and flag in param.flags and param.kind != "flag"), None)
    if param is None:
        return _options(params, current)
    inner = _value(param, [], value, corpus)
    return shells.ShellAnswer(((f"{flag}={text}", about) for text, about in inner.pairs), files=inner.files)


def _options(params: Sequence[Param], current: str) -> shells.ShellAnswer:
    pairs = [
        (flag, param.help) for param in params for flag in param.flags if flag.startswith("--") or len(current) == 1
    ]
    pairs.append(("--help", "help"))
    return _starting(current, pairs)


def _value(param: Param, loose: list[str], current: str, corpus: str) -> shells.ShellAnswer:
    """Return the values that an option or an argument takes."""
    if param.kind == "many" and "," in current:
        done, _, last = current.rpartition(",")
        inner = _value(param, loose, last, corpus)
        return shells.ShellAnswer(((f"{done},{text}", about) for text, about in inner.pairs), files=inner.files)
    if param.metavar in _FILES or param.name in {"output", "corpus"}:
        return shells.ShellAnswer(files=True)
    words = _choices(param, corpus)
    if words:
        return _starting(current, words)
    if param.metavar in _REFERENCES or param.name in {"refs", "instrument"}:
        return _reference(_index(corpus), loose, current)
    return shells.ShellAnswer()


def _choices(param: Param, corpus: str) -> list[tuple[str, str]]:
    """Return the words that may stand there, where they are few."""
    if param.name == "relation":
        return [(name, "") for name in _index(corpus).relation_ids()]
    if param.name == "style":
        from compactx.render.items.cite import style_names  # noqa: PLC0415 - this option only

        return [*((name, "") for name in style_names()), ("all", "every style")]
    if not param.choices and (param.name in {"kind", "kinds"} or param.metavar.startswith("KIND")):
        return _kinds()
    return [(choice, "") for choice in param.choices]


def _slot(command: Command, slot: Param, loose: list[str], current: str, corpus: str) -> shells.ShellAnswer:
    if command.name == "completion":
        return _starting(current, [(shell, "") for shell in shells.SHELLS]) if not loose else shells.ShellAnswer()
    if command.name in {"list", "schema"}:
        found = _starting(current, _asked_once(command.name)) if not loose else shells.ShellAnswer()
        return found if found.pairs or command.name == "schema" or loose else _starting(current, _kinds())
    if command.name == "help":
        from compactx.cli.topics import topic_names  # noqa: PLC0415 - this command only

        return _starting(current, [*((name, "topic") for name in topic_names()), *_commands()])
    if command.name == "export":
        from compactx.export.format_table import format_names  # noqa: PLC0415 - this command only

        if not loose:
            return _starting(current, [(name, "format") for name in format_names()])
        return _reference(_index(corpus), loose[1:], current)
    return _value(slot, loose, current, corpus)


def _asked_once(name: str) -> list[tuple[str, str]]:
    """Return what the one argument of ``list`` or of ``schema`` may be."""
    if name == "list":
        from compactx.model.kinds import TABLE  # noqa: PLC0415 - this command only

        plural = [(kind.plural, kind.about) for kind in TABLE]
        return [*_kinds()[:2], *plural, ("review-bodies", "actors with a role in follow-up")]
    from compactx.corpus import editors  # noqa: PLC0415 - reads the tables of the YAML reader
    from compactx.render import contracts  # noqa: PLC0415 - as above

    return [(name, "") for name in (*contracts.names(), *editors.schema_names())]


def _kinds() -> list[tuple[str, str]]:
    from compactx.model.kinds import KINDS  # noqa: PLC0415 - only where a kind is asked for

    return [
        ("instruments", "all kinds of instrument"),
        ("actors", "all kinds of actor"),
        *((kind, "") for kind in KINDS),
    ]


def _index(corpus: str) -> Index:
    from compactx.corpus.source import roots  # noqa: PLC0415 - options need no index
    from compactx.index.read import Index  # noqa: PLC0415 - as above
    from compactx.index.store import open_index  # noqa: PLC0415 - as above

    return Index(open_index(roots(corpus)))


def _starting(current: str, pairs: Iterable[tuple[str, str]]) -> shells.ShellAnswer:
    return shells.ShellAnswer((value, about) for value, about in pairs if value.startswith(current))


def _reference(index: Index, loose: Sequence[str], current: str) -> shells.ShellAnswer:
    """Return how the reference that is being typed could go on: from its first word that fits anything."""
    words = list(loose)
    if "to" in words:
        words = words[len(words) - words[::-1].index("to") :]
    for at in range(len(words) + 1):
        head = " ".join(words[at:])
        typed = f"{head} {current}" if head else current
        found = _named(index, typed)
        if found:
            cut = len(typed) - len(current)
            return shells.ShellAnswer([(value[cut:], about) for value, about in found][:_MOST])
    return shells.ShellAnswer()


def _named(index: Index, typed: str) -> list[tuple[str, str]]:
    """Return whole references that begin as typed: ids, kinds with numbers, names, clauses of the Compact."""
    from compactx.index import across  # noqa: PLC0415 - loaded with the index

    found: list[tuple[str, str]] = []
    if " " not in typed:
        found += [(word, "") for word in _KIND_WORDS]
        found += across.ids_starting(index, typed.lower(), _MOST)
    if typed:
        found += _numbered(index, typed)
        found += across.names_starting(index, typed, _MOST)
        if typed[0].isdigit():
            found += _clauses(index, typed)
    exact = [(value, _brief(about)) for value, about in found if value.startswith(typed)]
    return exact or [(whole, _brief(about)) for value, about in found if (whole := _continued(typed, value))]


def _continued(typed: str, value: str) -> str:
    """Return a value in the letters that were typed, '' if it does not begin so in any case of letters."""
    head = value[: len(typed)]
    return typed + value[len(typed) :] if head.casefold() == typed.casefold() else ""


def _numbered(index: Index, typed: str) -> list[tuple[str, str]]:
    """Return ``objective 17``, ``SDG 10.c`` for a kind that is followed by a space."""
    from compactx.index import across  # noqa: PLC0415 - loaded with the index

    word, space, _ = typed.partition(" ")
    kind = _NUMBERED.get(word.lower())
    if not space or kind is None:
        return []
    kinds = ("goal", "target") if word.lower() == "sdg" else (kind,)
    out = []
    for _, number, locator, title in across.numbered(index, kinds, _MOST):
        last = locator.rpartition(".")[2] if kind == "principle" else locator.partition("-")[2]
        out.append((f"{word} {last or number}", title))
    return out


def _clauses(index: Index, typed: str) -> list[tuple[str, str]]:
    from compactx.index import across  # noqa: PLC0415 - loaded with the index

    number = typed[: len(typed) - len(typed.lstrip("0123456789"))]
    return across.locators_starting(index, number, _MOST)


def _brief(about: str) -> str:
    return about if len(about) <= _SHOWN else about[: _SHOWN - 2].rstrip() + " …"
