"""Other tools from the package index on a graph of the same size: what they take for the nearest thing to a lookup."""

from __future__ import annotations

import subprocess
import venv
from typing import TYPE_CHECKING

import graph
from measure import Failed, Row

if TYPE_CHECKING:
    from pathlib import Path

GROUP = "peers on the same graph"
PACKAGES = ("sqlite-utils", "oft-trace", "doorstop")
_BACKLINKS = (
    "with recursive r(n, d) as (select 'ilo', 0 union select e.src, d + 1 from edges e join r on e.dst = r.n"
    " where d < 2) select n, d from r"
)


def install(folder: Path) -> dict[str, str]:
    """Put each tool into a virtual environment below the folder; return their versions.

    An environment that is there is used again.

    Raises:
        Failed: a tool cannot be installed.
    """
    versions: dict[str, str] = {}
    for package in PACKAGES:
        home = folder / package
        python = home / "bin" / "python"
        if not (home / "bin" / package).exists():
            venv.create(home, with_pip=True, clear=True)
            done = subprocess.run(
                [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode:
                raise Failed(f"{package} cannot be installed: {done.stderr.strip()[-300:]}; try --without-peers")
        ask = "import sys, importlib.metadata as m; sys.stdout.write(m.version(sys.argv[1]))"
        versions[package] = subprocess.check_output([python, "-c", ask, package], text=True)
    return versions


def rows(folder: Path, plain: graph.Plain, versions: dict[str, str]) -> list[Row]:
    """Write the graph for each tool and return what to measure."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    graph.write_sqlite(plain, data / "graph.db")
    graph.write_aspec(plain, data / "graph.aspec")
    graph.write_doorstop(plain, data / "doorstop")

    def tool(package: str) -> str:
        return str(folder / package / "bin" / package)

    sqlite, oft, doorstop = (f"{package} {versions[package]}" for package in PACKAGES)
    table = str(data / "graph.db")
    return [
        Row(f"{sqlite}: one row by id", [tool("sqlite-utils"), "rows", table, "nodes", "--where", "id = 'ilo'"],
            GROUP, every=2),
        Row(f"{sqlite}: backlinks, two steps", [tool("sqlite-utils"), table, _BACKLINKS], GROUP, every=2),
        # Its drawing walks every chain: from the ILO, in a graph with cycles, for a minute and 2.7 GB. Left out.
        Row(f"{oft}: read the graph, find one item",
            [tool("oft-trace"), "trace", str(data / "graph.aspec"), "ilo", "--no-details", "--no-visual"],
            GROUP, every=2),
        Row(f"{doorstop}: check the links", [tool("doorstop"), "-F", "-W", "-S", "-L", "-q"], GROUP, every=5,
            folder=str(data / "doorstop")),
    ]  # fmt: skip
