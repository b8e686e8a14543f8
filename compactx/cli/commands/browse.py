"""``compactx browse``: read and follow the references full screen, or line by line."""

from __future__ import annotations

import os
import sys

from compactx.cli.command import Command, Param
from compactx.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.cli.command import Arguments
    from compactx.cli.session import Session
    from compactx.tui.history import SessionMemory
    from compactx.tui.shelf import Shelf
    from compactx.tui.state import Visit

_LONGEST = 4096  # characters of a line that is typed
_PRINTS = ("id", "citation", "link")

COMMAND = Command(
    "browse",
    "read the corpus and follow its references full screen",
    """Opens a page with its contents and what refers to it. A number, or f and letters, opens a link; H and L go
    back and forward; s searches, p finds a path from here, ? lists the keys. Without a reference it opens where
    you were last, at first the Compact.

    --line reads the same pages line by line, for screen readers and terminals without a full screen; it is chosen by
    itself where TERM is dumb or COMPACTX_ACCESSIBLE is set. With --print the page left with q is
    written to standard output, so that it can be passed on. Marks, the trail and the last place are kept for the next
    session in a file that only you can read (browse.json in $XDG_STATE_HOME/compactx).""",
    (
        ("compactx browse objective 17", "start at an objective"),
        ("compactx browse --line IMRF", "line by line"),
        ("compactx refs $(compactx browse --print id)", "choose, then list the references"),
    ),
    (
        Param("ref", "words", "where to start; where you were last if left out", metavar="REF"),
        Param("line", "flag", "line by line, without a full screen", ("--line",)),
        Param("screen", "flag", "full screen even where lines would be chosen", ("--screen",)),
        Param("print", "text", "what of the last page to write to standard output on leaving with q", ("--print",),
              "WHAT", _PRINTS),
        Param("theme", "text", "colours for a dark or a light terminal, or none; COMPACTX_THEME too", ("--theme",),
              "NAME", ("night", "day", "plain")),
        Param("no_mouse", "flag", "leave the mouse to the terminal", ("--no-mouse",)),
    ),
    everywhere=("corpus", "color"),
)  # fmt: skip


def run(session: Session, given: Arguments) -> int:
    """Browse until the reader leaves."""
    from compactx.tui import terminal  # noqa: PLC0415 - this command only
    from compactx.tui.history import SessionMemory  # noqa: PLC0415 - as above

    by_line = given.flag("line")
    if not by_line and not terminal.is_terminal():
        raise UsageError("browse needs a terminal for keys and screen (standard input and standard error)",
                         hint="compactx show REF, or compactx browse --line")  # fmt: skip
    by_line = by_line or not (given.flag("screen") or terminal.has_full_screen(dict(os.environ)))
    left = _left(session) if terminal.is_terminal() else SessionMemory()
    start = _start(session, given, left)
    last, status = _lines(session, given, start, left) if by_line else _screen(session, given, start, left)
    if status == 0 and given.has("print"):
        sys.stdout.write(_printed(session, given.text("print"), last) + "\n")
    return status


def _left(session: Session) -> SessionMemory:
    """Return what earlier sessions left, as far as this corpus has it."""
    from compactx.tui.history import recall_state  # noqa: PLC0415 - this command only

    return recall_state().known(lambda identity: session.index.by_id(identity) is not None)


def _printed(session: Session, what: str, identity: str) -> str:
    from compactx.tui.answers import citation  # noqa: PLC0415 - with --print only

    shelf = _shelf(session)
    if what == "citation":
        return citation(shelf, shelf.node(identity))
    return shelf.page(identity).url if what == "link" else identity


def _start(session: Session, given: Arguments, left: SessionMemory) -> Visit:
    """Return the place to open: what was named, or where the last session ended, or the main instrument."""
    from compactx.query.select import select  # noqa: PLC0415 - the command's own questions
    from compactx.tui.state import Visit  # noqa: PLC0415 - as above

    words = given.words("ref")
    if words == ["-"]:
        raise UsageError("browse reads keys from standard input, not references", hint="compactx browse objective 17")
    if words:
        return Visit(select(session.index, " ".join(words)).node.id)
    main = session.index.main()
    return left.last or Visit(main.id if main else next(session.index.nodes()).id)


def _shelf(session: Session) -> Shelf:
    from compactx.tui.shelf import Shelf  # noqa: PLC0415 - this command only

    return Shelf(session.index, run=_run_command)


def _lines(session: Session, given: Arguments, start: Visit, left: SessionMemory) -> tuple[str, int]:
    """Browse line by line; with --print the pages go to standard error. Only a person's session is remembered."""
    from compactx.tui import terminal  # noqa: PLC0415 - this command only
    from compactx.tui.history import keep  # noqa: PLC0415 - as above
    from compactx.tui.line import LineBrowser  # noqa: PLC0415 - line mode only

    stream = sys.stderr if given.has("print") else sys.stdout

    def write(text: str) -> None:
        stream.write(text)
        stream.flush()

    lost = session.all_dangling()
    if lost:
        write(f"note: {lost}; compactx check tells where\n")
    is_read_there = stream.isatty() and sys.stdin is not None and sys.stdin.isatty()
    browser = LineBrowser(_shelf(session), start.id, write, terminal.size() if is_read_there else (0, 0), left)
    last = browser.run(_typed(write))
    if is_read_there:
        keep(browser.state, left)
    return last, 0


def _typed(write: object) -> Iterator[str]:
    """Yield what is typed, with a prompt before each line on a terminal."""
    from compactx.tui.line import PROMPT  # noqa: PLC0415 - line mode only

    asks = sys.stdin is not None and sys.stdin.isatty()
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    while sys.stdin is not None:
        if asks and callable(write):
            write(PROMPT)
        try:
            line = sys.stdin.readline(_LONGEST)
        except OSError:  # the terminal has gone
            return
        if not line:
            return
        yield line


def _screen(session: Session, given: Arguments, start: Visit, left: SessionMemory) -> tuple[str, int]:
    """Browse full screen; the first screen shows while the library still loads."""
    from compactx.tui import colours, terminal, update  # noqa: PLC0415 - the full screen only
    from compactx.tui.canvas import ascii_rows  # noqa: PLC0415 - as above
    from compactx.tui.history import keep  # noqa: PLC0415 - as above
    from compactx.tui.painter import Painter  # noqa: PLC0415 - as above
    from compactx.tui.shelf import Shelf  # noqa: PLC0415 - as above

    theme = given.text("theme") or ("plain" if given.text("color") == "never" else colours.guess(dict(os.environ)))
    told, typed = ("", b"") if theme else terminal.background(dict(os.environ))
    may_turn = not theme and not told
    theme = theme or colours.for_background(told) or "night"
    width, height = terminal.size()
    shelf = Shelf(session.index, _commands, _run_command)
    state = update.start(shelf, start, width=width, height=height, theme=theme, before=left)
    if not given.words("ref") and left.last:
        state = state.but(message="where you were last; ~ goes to the beginning")
    lost = session.all_dangling()
    if lost:
        state = state.but(message=f"{lost}; compactx check tells where")
    rows = update.screen(state, shelf)
    unicode, painter = terminal.is_unicode(), Painter(links=terminal.has_links(dict(os.environ)))
    with terminal.first_screen(painter.paint(rows if unicode else ascii_rows(rows), theme)):
        from compactx.tui.app import run_screen as run_app  # noqa: PLC0415 - imports Textual

        last = run_app(state, shelf, mouse=not given.flag("no_mouse"), unicode=unicode, painter=painter, typed=typed,
                       may_turn=may_turn)  # fmt: skip
    keep(last, left)
    return last.here.id, last.status or 0


_ABOUT_A_PAGE = ("show", "refs", "tree", "related", "review", "trace", "impact", "cite", "agreed")


def _commands() -> tuple[tuple[str, str], ...]:
    """Return the commands of the program that answer for one reference, with what each does."""
    from compactx.cli.command import load_command  # noqa: PLC0415 - loaded already

    loaded = ((name, load_command(name)) for name in _ABOUT_A_PAGE)
    return tuple((name, found[0].summary) for name, found in loaded if found)


def _run_command(name: str, references: tuple[str, ...], width: int) -> str:
    """Carry out a command for some references and return what it prints."""
    import contextlib  # noqa: PLC0415 - when a command is chosen
    import io  # noqa: PLC0415 - as above

    from compactx.cli.door import run as run_line  # noqa: PLC0415 - as above

    printed = io.StringIO()
    before = os.environ.get("COMPACTX_FORCE_TTY")
    os.environ["COMPACTX_FORCE_TTY"] = str(width)
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            run_line([name, *references, "--color", "never"])
    finally:
        if before is None:
            del os.environ["COMPACTX_FORCE_TTY"]
        else:
            os.environ["COMPACTX_FORCE_TTY"] = before
    return printed.getvalue()
