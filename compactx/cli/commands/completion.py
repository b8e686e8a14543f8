"""``compactx completion``: completion scripts for shells, and the answers they ask for."""

from __future__ import annotations

import sys

from compactx.cli.command import Command, Param
from compactx.errors import CompactxError, no_such

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.cli.command import Arguments
    from compactx.cli.session import Session

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


def run(session: Session, given: Arguments) -> int:
    """Print a script, or answer one."""
    from compactx.cli import shells  # noqa: PLC0415 - the table is read without it

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
    from compactx.cli import shells  # noqa: PLC0415 - as above
    from compactx.cli.complete import complete  # noqa: PLC0415 - as above

    line = None if shell == "zsh" else shells.CommandLine(asked[0], "`" if shell == "powershell" else "\\")
    answer = complete(line.words[1:] if line else asked, corpus)
    if answer.files:
        return [shells.FILES_MARK]
    if shell == "bash" and line:
        return shells.bash(answer, line, asked[1] if len(asked) > 1 else "")
    return shells.powershell(answer) if shell == "powershell" else shells.with_description(answer)
