"""How long the commands take, beside a naive build and two kinds of peers.

::

    python tests/benchmarks/lookups.py [--rounds N] [--quick] [--without-peers] [--without-naive] [--peers DIR]
                                       [--report FILE.md]

Run it with the Python that compactx is installed for. Everything is measured as whole processes in one interleaved run;
only the ratios to a bare Python count (see ``measure.py``). The peers come from the package index into virtual
environments below ``--peers`` (a temporary folder if it is left out). Ends with status 1 when a command is
more than twice over its "must", with 2 when something cannot be measured.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import building
import graph
import peers
import report
from measure import Failed, Measured, Row, environment, measure

import compactx
from compactx.corpus import source

COMMANDS = "compactx, in a pipe"
TERMINAL = "compactx, on a terminal with Rich"
NAIVE = "naive build: Typer, Rich, networkx, safe_load"
_QUICK_ROUNDS = 3


def command_rows(program: str) -> list[Row]:
    """Return the commands of the bars (design: speed)."""
    piped = {
        "show objective 17 --plain": ("show", "objective", "17", "--plain"),
        "show objective 17 --json": ("show", "objective", "17", "--json"),
        'refs "2030 Agenda"': ("refs", "2030 Agenda"),
        "path objective 22 to ILO --plain": ("path", "objective", "22", "to", "ILO", "--plain"),
        "search remittances": ("search", "remittances"),
        "tree gcm": ("tree", "gcm"),
        "list objectives": ("list", "objectives"),
    }
    drawn = {
        "show objective 17": ("show", "objective", "17"),
        'refs "2030 Agenda"': piped['refs "2030 Agenda"'],
        "path objective 22 to ILO": ("path", "objective", "22", "to", "ILO"),
    }
    rows = [Row("compactx --version", (program, "--version"), COMMANDS, 5, 1.5)]
    rows += [Row(f"compactx {name}", (program, *words), COMMANDS, 6, 2) for name, words in piped.items()]
    rows += completion_rows(program)
    rows += [Row(f"{name}, drawn", (program, *words), TERMINAL, 9, 5, "terminal") for name, words in drawn.items()]
    return rows


def completion_rows(program: str) -> list[Row]:
    """Return what the Tab key runs in bash: for a command's name, and for a reference."""
    asked = {"compactx sh<Tab>": "compactx sh", "compactx show obj<Tab>": "compactx show obj"}
    return [Row(name, (program, "completion", "bash", "--", line), COMMANDS, 6, 2) for name, line in asked.items()]


def naive_rows() -> list[Row]:
    """Return the same lookups by the naive build."""
    script = (sys.executable, str(Path(__file__).with_name("naive.py")))
    corpus = {"NAIVE_CORPUS": source.packaged()}
    asked = {
        "naive show objective 17": ("show", "objective", "17"),
        'naive refs "2030 Agenda"': ("refs", "2030 Agenda"),
        "naive path from objective 22 to the ILO": ("path", "objective 22", "ilo"),
    }
    return [Row(name, (*script, *words), NAIVE, environment=corpus, every=3) for name, words in asked.items()]


def options(words: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15, metavar="N", help="kept rounds (15)")
    parser.add_argument("--quick", action="store_true", help=f"{_QUICK_ROUNDS} rounds: a look, not a number")
    parser.add_argument("--without-peers", action="store_true", help="install and measure no other tool")
    parser.add_argument("--without-naive", action="store_true", help="leave out the naive build, which takes seconds")
    parser.add_argument("--peers", metavar="DIR", help="where the peers are installed, kept for the next run")
    parser.add_argument("--report", metavar="FILE.md", help="also write the tables as Markdown")
    return parser.parse_args(words)


def run(given: argparse.Namespace, scratch: Path) -> int:
    """Measure, print the tables and return the exit status.

    Raises:
        Failed: a program cannot be measured.
    """
    program = Path(sys.executable).with_name("compactx")
    if not program.exists():
        raise Failed(f"no compactx beside {sys.executable}; install it first: pip install -e .")
    rows = [*command_rows(str(program)), *building.rows(str(program), scratch)]
    if not given.without_naive:
        rows += naive_rows()
    if not given.without_peers:
        folder = Path(given.peers or scratch / "peers").resolve()
        _tell("installing the peers")
        versions = peers.install(folder)
        rows += peers.rows(folder, graph.plain(scratch / "cache"), versions)
    rounds = _QUICK_ROUNDS if given.quick else max(1, given.rounds)
    found = measure(rows, environment(scratch), rounds, tell=_tell)
    lines = building_lines(scratch, found, 2 if given.quick else 5)
    sys.stdout.write(f"{heading(rounds)}\n\n{report.text(found)}\n-- the index\n" + "\n".join(lines) + "\n")
    if given.report:
        listed = "".join(f"- {line}\n" for line in lines)
        page = f"{heading(rounds)}\n\n{report.markdown(found)}\n{listed}"
        Path(given.report).write_text(page, encoding="utf-8")
    over = report.gross(found)
    sys.stderr.write("".join(f"too slow: {line}\n" for line in over))
    return 1 if over else 0


def building_lines(scratch: Path, found: list[Measured], repeats: int) -> list[str]:
    """Measure what making the index costs and say it."""
    _tell("compiling the index step by step")
    return report.index_lines(building.steps(scratch, repeats), found, found[0])


def heading(rounds: int) -> str:
    """Return when, on what and how was measured."""
    day = datetime.now(UTC).date().isoformat()
    return (
        f"compactx {compactx.__version__}, {day}, {report.machine()}; {rounds} interleaved rounds, medians of ratios"
        " to the `python -c pass` run beside each"
    )


def _tell(message: str) -> None:
    """Show progress to a person, on one line of the terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{message}")
        sys.stderr.flush()


def main() -> None:
    """Run from the command line."""
    given = options()
    with tempfile.TemporaryDirectory(prefix="compactx-benchmark-") as folder:
        try:
            status = run(given, Path(folder))
        except Failed as error:
            sys.stderr.write(f"error: {error}\n")
            status = 2
        finally:
            _tell("")
    sys.exit(status)


if __name__ == "__main__":
    main()
