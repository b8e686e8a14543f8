"""What all tests share: a small corpus that can be changed, and ways to run the command line."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
import yaml

import compactx
from compactx.cli import door
from compactx.corpus import source

sys.path.insert(0, str(Path(__file__).parent))
import grids
import homes
import made_library
import read_once
import warm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from compactx.index.read import Index

ROOT = Path(__file__).parents[1]
_CHANGED_BY_USERS = (
    "COMPACTX_CORPUS",
    "COMPACTX_CORPUS_ONLY",
    "COMPACTX_FORCE_TTY",
    "COMPACTX_DEBUG",
    "COLUMNS",
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "PYTHONIOENCODING",
    "PYTHONDONTWRITEBYTECODE",  # every process that a test starts would compile the whole program again
)


# A loaded machine is no fault of an example: none has a deadline.
hypothesis.settings.register_profile("compactx", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile(grids.IN_FULL, parent=hypothesis.settings.get_profile("compactx"))
hypothesis.settings.load_profile("compactx")


class Doctests:
    """A plugin that leaves modules without an example alone: to look for one is to go through all that a module has."""

    @staticmethod
    def pytest_ignore_collect(collection_path):
        """Leave out a module of the program that shows no example."""
        if collection_path.suffix == ".py" and collection_path.is_relative_to(ROOT / "compactx"):
            return True if b">>>" not in collection_path.read_bytes() else None
        return None


def pytest_configure(config):
    """Let programs that tests start hear Ctrl-C, though a shell that runs the tests in the background ignores it."""
    config.pluginmanager.register(Doctests())
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish():
    """Spare the collector of garbage what is there for good: some seven thousand tests and what they import."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give a worker whole modules: what a module's tests share, a library often, is then made once and not by each."""
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415 - only where there are workers

    return LoadScopeScheduling(config, log)


# Tables of cases are read by the part of PyYAML that is written in C, ten times as fast, wherever it is there.
yaml.SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@pytest.fixture(autouse=True, scope="session")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's cache, data and settings out of every test."""
    with pytest.MonkeyPatch.context() as patch:
        homes.begin(tmp_path_factory.mktemp("index"))
        for name, value in homes.fresh(tmp_path_factory.mktemp("home")).items():
            patch.setenv(name, value)
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        for name in _CHANGED_BY_USERS:
            patch.delenv(name, raising=False)
        patch.setattr("compactx.corpus.load._load_root", read_once.load_root)
        with pytest.MonkeyPatch.context() as small:
            small.setattr("compactx.corpus.source.packaged", lambda: str(ROOT / "tests" / "tiny"))
            warm.up()
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of source documents beside the checkout."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the source documents are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a small library that was made up, joined with the shipped corpus."""
    return made_library.make(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="session")
def library(made: dict[str, str]) -> Index:
    """That library, opened."""
    with made_library.inside(made):
        return compactx.open().index


@pytest.fixture
def own_homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Data and cache of this test alone, set; the cache holds the index of the shipped corpus."""
    environment = homes.fresh(tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return environment


@pytest.fixture
def small_corpus(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The tiny corpus in place of the shipped one, in this process: for what does not depend on which corpus it is.

    In a module that wants it for all its tests, those marked ``shipped`` keep the shipped one.
    """
    if request.node.get_closest_marker("shipped"):
        return source.packaged()
    folder = str(ROOT / "tests" / "tiny")
    monkeypatch.setattr("compactx.corpus.source.packaged", lambda: folder)
    return folder


@dataclass(frozen=True)
class Answer:
    """What a command line did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)

    @property
    def items(self) -> Any:
        """The items of the JSON envelope."""
        return self.json["items"]


@pytest.fixture
def run_cli(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Run a command line in this process: ``run_cli("show", "IMRF", corpus=folder, stdin="...", env={...})``.

    ``corpus`` is a folder that stands for the whole corpus.
    """

    def run(*argv: str, corpus: Path | None = None, stdin: str = "", env: Mapping[str, str] | None = None) -> Answer:
        with monkeypatch.context() as patch:
            for name, value in _environment(corpus, env).items():
                patch.setenv(name, value)
            out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                status = door.run(argv)
        return Answer(status, _written(out), _written(err))

    return run


@pytest.fixture
def run_process() -> Callable[..., Answer]:
    """Run a command line as a process of its own: ``run_process("show", "IMRF", env={"COLUMNS": "20"})``."""

    def run(*argv: str, corpus: Path | None = None, stdin: str = "", env: Mapping[str, str] | None = None) -> Answer:
        done = subprocess.run(
            [sys.executable, "-m", "compactx", *argv],
            env={**os.environ, **_environment(corpus, env)},
            input=stdin.encode(),
            capture_output=True,
            cwd=ROOT,
            check=False,
            timeout=120,
        )
        return Answer(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))

    return run


def _environment(corpus: Path | None, env: Mapping[str, str] | None) -> dict[str, str]:
    own = {"COMPACTX_CORPUS": str(corpus), "COMPACTX_CORPUS_ONLY": "1"} if corpus else {}
    return {**own, **(env or {})}


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


@pytest.fixture
def tiny_corpus(tmp_path: Path) -> Callable[..., Path]:
    """Write a small corpus that ``check`` finds nothing wrong with, changed as asked, and return its folder.

    ``tiny_corpus({"registers/bodies.yaml": "entries: [...]", "instruments/pact.yaml": None})`` replaces one file and
    leaves another out.
    """

    def write(files: Mapping[str, str | bytes | None] | None = None, *, name: str = "tiny") -> Path:
        folder = tmp_path / name
        for inside, text in {**TINY, **(files or {})}.items():
            path = folder / inside
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is not None:
                path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return write


TINY: dict[str, str | bytes | None] = {
    path.relative_to(ROOT / "tests" / "tiny").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "tests" / "tiny").rglob("*.yaml"))
}
