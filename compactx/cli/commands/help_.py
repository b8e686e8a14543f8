"""``compactx help``: help on commands and topics, as text or as a manual page."""

from __future__ import annotations

import os
import sys

from compactx.cli.command import FORCE, OUTPUT, Command, Param
from compactx.errors import UsageError, no_such

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session

COMMAND = Command(
    "help",
    "help on a command or a topic, also as a manual page",
    """Without a word it says what there is. Topics: environment, exit-codes, formats, json, keys, references,
    relations.

    With --man the page is roff, for man; with --man -o FOLDER every page is written there, compactx.1 first.""",
    (
        ("compactx help path", "as compactx path --help"),
        ("compactx help exit-codes", "a topic"),
        ("compactx help path --man | man -l -", "a manual page"),
        ("compactx help --man -o ~/.local/share/man/man1", "all of them"),
    ),
    (
        Param("word", "words", "a command or a topic", metavar="TOPIC"),
        Param("man", "flag", "as a manual page", ("--man",)),
        OUTPUT.replace(help="write all manual pages into this folder", metavar="FOLDER"),
        FORCE.replace(help="replace pages that exist"),
    ),
    "Setup",
    everywhere=("json", "jsonl", "corpus", "quiet"),
)
COLUMNS = ("id", "kind", "summary")


def run(session: Session, given: Arguments) -> int:
    """Print help."""
    words = given.words("word")
    if len(words) > 1:
        raise UsageError("help takes one command or topic", hint=f"compactx help {words[0]}")
    name = words[0] if words else ""
    if given.text("output"):
        if name or not given.flag("man"):
            raise UsageError("-o writes all manual pages", hint="compactx help --man -o FOLDER")
        return _write_pages(session, given.text("output"), force=given.flag("force"))
    if session.given.flag("json") or session.given.flag("jsonl"):
        return session.present(
            _items(session, name), columns=COLUMNS, page=str, query={"topic": name or None}, corpus={}
        )
    sys.stdout.write(_manual(session, name) if given.flag("man") else _text(session, name))
    return 0


def _items(session: Session, name: str) -> list[dict[str, Any]]:
    """Return every command and topic, or the one that was asked for with its text."""
    from compactx.cli import topics  # noqa: PLC0415 - loaded when asked for
    from compactx.cli.command import overview  # noqa: PLC0415 - the door imported us

    found: list[dict[str, Any]] = [
        {"id": one.name, "kind": "command", "summary": one.summary, "group": one.group} for one in overview()
    ]
    found += [{"id": key, "kind": "topic", "summary": summary, "group": None} for key, summary in topics.summaries()]
    if not name:
        return [{**item, "text": None} for item in found]
    text = _text(session, name)
    return [{**item, "text": text} for item in found if item["id"] == name]


def _text(session: Session, name: str) -> str:
    from compactx.cli import helptext, topics  # noqa: PLC0415 - loaded when asked for
    from compactx.cli.command import overview  # noqa: PLC0415 - the door imported us

    if not name:
        return helptext.root(overview(), session.corpus_folder) + helptext.fitted("\nTopics\n" + _topic_lines())
    if name in topics.topic_names():
        return helptext.fitted(topics.topic(name, session))
    return helptext.command(_command(name), session.corpus_folder)


def _topic_lines() -> str:
    from compactx.cli import topics  # noqa: PLC0415 - loaded when asked for

    return "".join(f"  {name:<12}  {summary}\n" for name, summary in topics.summaries())


def _command(name: str) -> Command:
    from compactx.cli.command import command_names, load_command  # noqa: PLC0415 - the door imported us
    from compactx.cli.topics import topic_names  # noqa: PLC0415 - loaded when asked for

    loaded = load_command(name) if name in command_names() else None
    if loaded is None:
        hint = f"topics: {' '.join(topic_names())}; commands: compactx help"
        raise no_such(f'no help on "{name}"', name, (*topic_names(), *command_names()), hint=hint)
    return loaded[0]


def _manual(session: Session, name: str) -> str:
    from compactx.cli import helptext, topics  # noqa: PLC0415 - loaded when asked for
    from compactx.cli.command import all_commands  # noqa: PLC0415 - the door imported us

    if name:
        return helptext.manual_page(_command(name), _version(), session.corpus_folder)
    return helptext.root_page(all_commands(), topics.summaries(), _version(), session.corpus_folder)


def _version() -> str:
    from compactx.version import __version__  # noqa: PLC0415 - manual pages only

    return __version__


def _write_pages(session: Session, folder: str, *, force: bool) -> int:
    from compactx.cli.command import command_names  # noqa: PLC0415 - the door imported us
    from compactx.export.place import put_text  # noqa: PLC0415 - only with -o

    pages = {"compactx": _manual(session, "")} | {
        f"compactx-{name}": _manual(session, name) for name in command_names()
    }
    files = {os.path.join(folder, f"{name}.1"): text for name, text in pages.items()}
    put_text(files, force=force)
    session.warn(f"wrote {len(files)} manual pages to {folder}")
    session.tell()
    return 0
