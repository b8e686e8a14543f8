"""The Typer application, made from the command table.

Typer gives help, mistakes in options and shell completion their standard behaviour. It is loaded only when the
door (:mod:`compactx.cli.door`) meets a command line it does not know how to split.
"""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from compactx.cli import helptext
from compactx.cli.command import GLOBAL, Arguments, Command, Param, command_names, everywhere, load_command, overview
from compactx.cli.mistakes import misfit, without_use
from compactx.cli.session import Session
from compactx.errors import INTERRUPTED, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from compactx.cli.command import Run

# Typer keeps its own copy of Click; its usage errors are the base of the one it exports.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]


def application(names: Sequence[str] = ()) -> typer.Typer:
    """Return the application with the named commands, all of them if none is named."""
    app = typer.Typer(
        cls=_Group,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_root)
    for name in names or command_names():
        loaded = load_command(name)
        if loaded:
            command, function = loaded
            app.command(command.name, cls=_command_class(command), help=command.summary)(_callback(command, function))
    return app


def run_app(name: str, rest: Sequence[str]) -> int:
    """Carry out a command line through Typer and return the exit status.

    Raises:
        UsageError: an option or the command is not known, or a value does not fit.
    """
    known = load_command(name) is not None
    app = application([name] if known else [])
    try:
        result = app([*([name] if name else []), *rest], standalone_mode=False, prog_name="compactx")
    except _UsageError as error:
        raise _usage(error, name if known else "") from None
    except typer.Abort:
        return INTERRUPTED
    except typer.Exit as done:
        return done.exit_code
    except SystemExit as done:
        if isinstance(done.__context__, BrokenPipeError):  # Click's own answer to a closed pipe is status 1
            raise done.__context__ from None
        raise
    return result if isinstance(result, int) else 0


def _usage(error: Exception, name: str) -> UsageError:
    unused = without_use(name, str(getattr(error, "option_name", ""))) if hasattr(error, "possibilities") else ""
    if name and unused:  # no such option here, and one elsewhere
        return UsageError(unused, hint=f"compactx {name} --help")
    message = str(getattr(error, "format_message", lambda: str(error))()).rstrip(".")
    message = message.replace("a valid int range", "a whole number").replace("in the range 0<=x<=", "a number up to ")
    hint = f"compactx {name} --help" if name else "compactx --help"
    return UsageError(message[:1].lower() + message[1:], hint=hint)


class _Group(TyperGroup):
    """The root, with help written by us."""

    def format_help(self, _ctx: Any, formatter: Any) -> None:
        formatter.write(helptext.root(overview()))


def _command_class(command: Command) -> type[TyperCommand]:
    class TableCommand(TyperCommand):
        """A command whose help comes from the table."""

        def format_help(self, _ctx: Any, formatter: Any) -> None:
            formatter.write(helptext.command(command))

    return TableCommand


def _root(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="print the version")] = False,  # noqa: FBT002 - Typer reads it from the signature
) -> None:
    """Answer --version, and give help where no command is named."""
    if version:
        from compactx.version import __version__  # noqa: PLC0415 - this option only

        sys.stdout.write(f"compactx {__version__}\n")
        raise typer.Exit(0)
    if ctx.invoked_subcommand is None:
        sys.stdout.write(helptext.root(overview()))
        raise typer.Exit(2)


def _callback(command: Command, function: Run) -> Callable[..., int]:
    """Return a function whose signature is the command's table."""
    params = (*command.params, *everywhere(command))

    def callback(**values: Any) -> int:
        for param in params:
            _check_choice(param, values.get(param.name))
        told = {name: value for name, value in values.items() if value not in (None, False, [])}
        given = Arguments((*command.params, *GLOBAL), told)
        return Session(command, given).carry_out(function)

    signature = [
        inspect.Parameter(
            param.name, inspect.Parameter.KEYWORD_ONLY, default=_default(param), annotation=_annotation(param)
        )
        for param in params
    ]
    callback.__signature__ = inspect.Signature(signature, return_annotation=int)  # type: ignore[attr-defined]
    callback.__annotations__ = {param.name: _annotation(param) for param in params}
    return callback


def _check_choice(param: Param, value: Any) -> None:
    values = value if isinstance(value, (list, tuple)) else [value]
    for text in values:
        error = misfit(param, text) if isinstance(text, str) else None
        if error:
            raise error


def _default(param: Param) -> Any:
    if param.kind == "words":
        return ... if param.required else None
    return False if param.kind == "flag" else None


def _annotation(param: Param) -> Any:
    if param.kind == "words":
        kind = list[str] if param.required else list[str] | None
        return Annotated[kind, typer.Argument(metavar=param.metavar, help=param.help)]
    kinds: dict[str, Any] = {"flag": bool, "text": str | None, "number": int | None, "many": list[str] | None}
    least = 0 if param.kind == "number" else None
    most = param.most if param.kind == "number" else None
    metavar = param.metavar or None
    option = typer.Option(*param.every_flag, metavar=metavar, help=param.help, show_default=False, min=least, max=most)
    return Annotated[kinds[param.kind], option]
