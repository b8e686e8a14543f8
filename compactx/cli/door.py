"""The way in: plain command lines are carried out at once, everything else goes through Typer.

Importing Typer takes several times as long as a lookup. The same command table describes every command to both, and
the same command functions answer; this door only knows how to split an argument list that is complete and correct.
Help, mistakes and whatever it does not recognise go on to :mod:`compactx.cli.app`.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from compactx.cli.command import Command


# New objects between searches for cycles: a lookup makes fewer, and a search costs what a dozen rows cost.
_GARBAGE = 50_000


def main(leave: Callable[..., None] | None = None) -> None:
    """Run the command line of this process and end it.

    Ends through ``os._exit`` after everything is flushed: tearing the interpreter down would take longer
    than the lookup did. ``leave`` answers Ctrl-C before and after the command; while it runs an exception does, so
    that what was begun is undone.
    """
    gc.set_threshold(_GARBAGE)
    status = run(sys.argv[1:], leave)
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:
        status = 141
    os._exit(status)


def run(argv: Sequence[str], leave: Callable[..., None] | None = None) -> int:
    """Carry out a command line and return the exit status; ``leave`` is as in :func:`main`."""
    from compactx.cli.boundary import guarded  # noqa: PLC0415 - the one place that turns errors into statuses

    return guarded(lambda: _interruptible(list(argv), leave) if leave else _run(list(argv)), argv)


def _interruptible(argv: list[str], leave: Callable[..., None]) -> int:
    import _signal as signal  # type: ignore[import-not-found]  # noqa: PLC0415 - as in the way in

    if signal.getsignal(signal.SIGINT) is not leave:
        return _run(argv)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return _run(argv)
    finally:
        signal.signal(signal.SIGINT, leave)


def _run(argv: list[str]) -> int:
    if argv[:1] in (["--version"], ["-V"]):
        from compactx.version import __version__  # noqa: PLC0415 - nothing else needs the package face

        sys.stdout.write(f"compactx {__version__}\n")
        return 0
    from compactx.cli.command import GLOBAL, Arguments, load_command, parse, split_command  # noqa: PLC0415 - as above

    name, rest = split_command(argv)
    loaded = load_command(name or "home")
    if loaded:
        command, function = loaded
        values = parse(command, rest)
        if values is not None:
            from compactx.cli.session import Session  # noqa: PLC0415 - not needed when Typer takes over

            given = Arguments((*command.params, *GLOBAL), values)
            return Session(command, given).carry_out(function)
    return _otherwise(name, rest, loaded[0] if loaded else None)


def _otherwise(name: str, rest: list[str], command: Command | None) -> int:
    """Tell what is wrong, or give help; what is neither goes to Typer.

    Raises:
        UsageError: what is wrong, in the words of the table.
    """
    from compactx.cli import mistakes  # noqa: PLC0415 - a correct command line needs none
    from compactx.cli.command import command_names, corpus_in, overview  # noqa: PLC0415 - loaded by now

    if command is None:
        raise mistakes.unknown_command(name, rest, command_names())
    error = mistakes.mistake(command, rest)
    if error:
        raise error
    if mistakes.asks_for_help(rest):
        from compactx.cli import helptext  # noqa: PLC0415 - as above

        corpus = corpus_in(rest)
        sys.stdout.write(helptext.command(command, corpus) if name else helptext.root(overview(), corpus))
        return 0
    from compactx.cli.app import run_app  # noqa: PLC0415 - imports Typer

    return run_app(name, rest)
