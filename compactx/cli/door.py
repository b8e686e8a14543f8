"""The way in and out: plain command lines are carried out at once, all else by Typer; errors become exit statuses.

Importing Typer takes several times as long as a lookup. The same command table describes every command to both, and
the same command functions answer; this door only knows how to split an argument list that is complete and correct.
Help, mistakes and whatever it does not recognise go on to :mod:`compactx.cli.app`.

Exit statuses: 0 answered, 1 nothing found or findings, 2 usage, 3 reference unknown, 4 ambiguous, 5 corpus
unusable, 6 cannot write, 70 our bug, 130 interrupted, 141 the reader closed the pipe.
"""

from __future__ import annotations

import gc
import os
import sys

from compactx.errors import INTERRUPTED, CannotWriteError, CompactxError, CorpusError, SelectionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from compactx.cli.command import Command

# New objects between searches for cycles: a lookup makes fewer, and a search costs what a dozen rows cost.
_GARBAGE = 50_000
_SHOWN = 8
_LONGEST = 1000  # characters of a line of an error: it may quote what was typed, which may be anything
_FULL = ("ENOSPC", "EDQUOT", "EIO", "EFBIG")  # errno is not imported for a lookup that ends well


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
        from compactx.cli.examples import is_named  # noqa: PLC0415 - loaded for the report too

        corpus = corpus_in(rest)
        raise mistakes.unknown_command(name, rest, command_names(), lambda words: is_named(words, corpus))
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


def guarded(action: Callable[[], int], argv: Sequence[str]) -> int:
    """Run an action; return its status, or that of whatever stopped it."""
    as_json = "--json" in argv or "--jsonl" in argv
    try:
        _prepare_streams()
        status = action()
        sys.stdout.flush()
    except CompactxError as error:
        report(error, argv, as_json=as_json)
        return error.exit_status
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        return INTERRUPTED if _was_asked_to_end() else _output_failed(error)
    except Exception as error:  # noqa: BLE001 - the last boundary: one line, never a traceback with locals
        if _was_asked_to_end():
            return INTERRUPTED
        return _damaged_index(as_json=as_json) if _is_damage(error) else _bug(error)
    return status


def _was_asked_to_end() -> bool:
    """Say whether a full screen was asked to end: what breaks then, in the middle of an import say, is that wish."""
    terminal = sys.modules.get("compactx.tui.terminal")
    return terminal is not None and terminal.was_asked_to_end()


def _output_failed(error: OSError) -> int:
    """Tell what stopped the output: a reader that closed the pipe is no news, a full disk is."""
    import errno  # noqa: PLC0415 - only when something went wrong

    if not isinstance(error, BrokenPipeError) and errno.errorcode.get(error.errno or 0) not in _FULL:
        return _bug(error)
    _discard_output()
    if isinstance(error, BrokenPipeError):
        return 141
    report(CannotWriteError(f"standard output cannot be written: {error.strerror}"), as_json=False)
    return CannotWriteError.exit_status


def _prepare_streams() -> None:
    """Let every character through, as an escape where the terminal's encoding has no room for it.

    Raises:
        CannotWriteError: standard output is closed.
    """
    if sys.stderr is None:  # a shell's 2>&-
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open until the process ends
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if sys.stdout is None:  # a shell's >&-
        raise CannotWriteError("standard output is closed")


def _discard_output() -> None:
    """Send what is still buffered nowhere, so that ending the process does not complain."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # a stream without a descriptor has nothing left to complain
        return


def report(error: CompactxError, argv: Sequence[str] = (), *, as_json: bool) -> None:
    """Write an error of a command line to standard error: a few lines, what to try last; with JSON, one line."""
    from compactx.cli.command import corpus_in  # noqa: PLC0415 - as above
    from compactx.cli.examples import own_hint  # noqa: PLC0415 - only when something went wrong
    from compactx.model.text import clean, short  # noqa: PLC0415 - as above

    hint = own_hint(error.hint, corpus_in(argv)) if error.hint else ""
    if as_json:
        sys.stderr.write(_as_json(error, hint) + "\n")
        return
    lines = [f"error: {short(clean(error.message), _LONGEST)}"]
    lines += [f"  {short(clean(line), _LONGEST)}" for line in error.details]
    lines += _candidates(error)
    if hint:
        lines.append(f"  {'try' if hint.startswith('compactx') else 'hint'}:   {clean(hint)}")
    sys.stderr.write("\n".join(lines) + "\n")


def _candidates(error: CompactxError) -> list[str]:
    from compactx.model.text import clean, short  # noqa: PLC0415 - as above

    if not isinstance(error, SelectionError):
        return []
    if not error.candidates:
        return [] if error.hint else ["  try:   compactx search WORDS, or compactx list"]
    shown = error.candidates[:_SHOWN]
    width = max(len(identity) for identity, _ in shown)
    word = "which" if error.exit_status == 4 else "close"  # noqa: PLR2004 - the status of an ambiguous reference
    lines = [
        f"  {word + ':' if n == 0 else '':6} {identity:<{width}}  {short(clean(title), max(20, 70 - width))}"
        for n, (identity, title) in enumerate(shown)
    ]
    more = [f"         and {len(error.candidates) - _SHOWN} more"] if len(error.candidates) > _SHOWN else []
    return [*lines, *more, *([] if error.hint else [f"  try:   compactx show {shown[0][0]}"])]


def _as_json(error: CompactxError, hint: str) -> str:
    from compactx.render.json_text import encodable, json_text  # noqa: PLC0415 - as above

    body = {"code": error.code, "exit": error.exit_status, "message": error.message}
    if isinstance(error, SelectionError):
        body |= {"input": error.text, "suggestions": [identity for identity, _ in error.candidates]}
    if error.details:
        body["details"] = list(error.details)
    if hint:
        body["hint"] = hint
    return encodable(json_text({"schema": "compactx.error/1", "error": body}), sys.stderr.encoding)


def _is_damage(error: Exception) -> bool:
    """Say whether SQLite found a page of the index unreadable, which opening the file does not show."""
    return (type(error).__module__, type(error).__name__) == ("sqlite3", "DatabaseError")


def _damaged_index(*, as_json: bool) -> int:
    """Throw the damaged index away, so that the next command builds it anew, and say so."""
    from compactx.index.store import discard  # noqa: PLC0415 - only for a damaged index

    discard()
    error = CorpusError("the index was damaged and has been removed", hint="run the command again")
    report(error, as_json=as_json)
    return error.exit_status


def _bug(error: Exception) -> int:
    """Say in a line that this is our fault; the traceback without values comes with COMPACTX_DEBUG."""
    if os.environ.get("COMPACTX_DEBUG"):
        import traceback  # noqa: PLC0415 - only for a bug that somebody looks into

        traceback.print_exception(error)
    sys.stderr.write(
        f"error: this is a bug in compactx: {type(error).__name__}: {error}\n"
        "  hint:   run again with COMPACTX_DEBUG=1 and report what it prints\n"
    )
    return 70
