"""What each bar of the project comes to, beside a naive build and peers.

::

    python tests/benchmarks/bars.py [--rounds N] [--quick] [--without-peers] [--without-naive] [--peers DIR]
                                    [--page FILE] [--report FILE.md]

Run it with the Python that compactx is installed for. Everything is measured as whole processes in one interleaved run;
only the ratios to a bare Python count (see ``measure.py``). ``--page`` is the text that ``scan`` and ``check`` read; a
page made up is beside this file. The peers come from the package index into virtual environments below ``--peers`` (a
temporary folder if it is left out). Ends with status 1 when something is more than twice over its bar, with 2 when
something cannot be measured.
"""

from __future__ import annotations

import argparse
import subprocess
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

COMMANDS = "lookups, in a pipe"
STARTS = "at the door"
MISTAKES = "help, mistakes, figures"
PAGE = "a page of text"
TERMINAL = "drawn with Rich"
BROWSE = "browse"
NAIVE = "naive build: Typer, Rich, networkx, safe_load"
_QUICK_ROUNDS = 3
_PAGE = Path(__file__).with_name("page.txt")

Asked = dict[str, tuple[str, ...]]


def launcher(scratch: Path) -> str:
    """Write the program as a newer pip does.

    The script that pip 23 writes imports ``re`` before anything of ours is read: a third of a bare start.
    """
    path = scratch / "compactx"
    code = f"#!{sys.executable}\nimport sys\nfrom compactx.__main__ import main\nsys.exit(main())\n"
    path.write_text(code, encoding="utf-8")
    path.chmod(0o700)
    return str(path)


def command_rows(program: str, page: Path) -> list[Row]:
    """Return the commands of the bars (design: speed)."""
    text = str(page)
    checked = _status((program, "check", text, "--plain"))
    groups: dict[tuple[str, float], Asked] = {
        (STARTS, 1.5): {"--version": ("--version",)},
        (STARTS, 2): {
            "sh<Tab>": ("completion", "bash", "--", "compactx sh"),
            "show obj<Tab>": ("completion", "bash", "--", "compactx show obj"),
        },
        (COMMANDS, 2.2): {
            "show objective 17 --plain": ("show", "objective", "17", "--plain"),
            "show objective 17 --json": ("show", "objective", "17", "--json"),
            'refs "2030 Agenda"': ("refs", "2030 Agenda"),
            "path objective 22 to ILO --plain": ("path", "objective", "22", "to", "ILO", "--plain"),
            "search remittances": ("search", "remittances"),
            "tree gcm": ("tree", "gcm"),
            "list objectives": ("list", "objectives"),
        },
        (MISTAKES, 2.5): {
            "--help": ("--help",),
            "check --help": ("check", "--help"),
            "shwo objective 17": ("shwo", "objective", "17"),
            "scan --nosuch": ("scan", "--nosuch"),
            "show objectve 22": ("show", "objectve", "22"),
            "stats": ("stats",),
            "stats --json": ("stats", "--json"),
        },
        (PAGE, 4.5): {
            "scan page.txt --plain": ("scan", text, "--plain"),
            "scan page.txt --json": ("scan", text, "--json"),
            "check page.txt --plain": ("check", text, "--plain"),
            "check page.txt --json": ("check", text, "--json"),
        },
        (BROWSE, 5): {"browse objective 17 --line": ("browse", "objective", "17", "--line")},
    }
    ends = {"shwo objective 17": 2, "scan --nosuch": 2, "show objectve 22": 3}
    ends |= {name: checked for name in groups[PAGE, 4.5] if name.startswith("check")}
    return [
        Row(f"compactx {name}", (program, *words), group, bar, status=ends.get(name, 0))
        for (group, bar), asked in groups.items()
        for name, words in asked.items()
    ]


def drawn_rows(program: str, page: Path) -> list[Row]:
    """Return what is drawn on a terminal, and the first page of ``browse``."""
    drawn: Asked = {
        "show objective 17": ("show", "objective", "17"),
        'refs "2030 Agenda"': ("refs", "2030 Agenda"),
        "path objective 22 to ILO": ("path", "objective", "22", "to", "ILO"),
        "scan page.txt": ("scan", str(page)),
        "check page.txt": ("check", str(page)),
    }
    rows = [
        Row(name, (program, *words), TERMINAL, 7, "terminal", _status((program, *words)))
        for name, words in drawn.items()
    ]
    return [*rows, Row("browse, until the first page stands", (program, "browse"), BROWSE, 9, "ink")]


def _status(words: tuple[str, ...]) -> int:
    """Return how a command ends: ``check`` says so when it finds something, and what it finds depends on the page."""
    return subprocess.run(words, capture_output=True, check=False).returncode if words[1] == "check" else 0


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
    parser.add_argument("--page", default=_PAGE, metavar="FILE", help="the text that scan and check read")
    parser.add_argument("--report", metavar="FILE.md", help="also write the tables as Markdown")
    return parser.parse_args(words)


def run(given: argparse.Namespace, scratch: Path) -> int:
    """Measure, print the tables and return the exit status.

    Raises:
        Failed: a program cannot be measured.
    """
    program = launcher(scratch)
    page = Path(given.page).resolve()
    rows = [*command_rows(program, page), *drawn_rows(program, page), *building.rows(program, scratch)]
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
