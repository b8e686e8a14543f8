"""A session of pytest that collects once and then runs tests in forked processes: untouched, or with a fault."""

from __future__ import annotations

import contextlib
import importlib
import os
import pkgutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from graft import STRAIGHT, graft
from mutate import compiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest
    from mutate import Mutant

ROOT = Path(__file__).parents[2]
# What tests share is made by some packages: with a fault in one of these it is made anew, or the fault is not in it.
_INDEXES, _HARBOURS = "COMPACTX_TESTS_INDEXES", "COMPACTX_TESTS_HARBOURS"
_MAKE_INDEXES = frozenset(("errors", "model", "corpus", "library", "index"))
_MAKE_HARBOURS = _MAKE_INDEXES | {"citation", "intake", "bulk", "texts", "cli"}


def shared_by_tests(path: Path) -> tuple[str, ...]:
    """Return the names of what is made anew where a file has a fault."""
    package = path.relative_to(ROOT / "compactx").parts[0]
    return tuple(name for name, makers in ((_INDEXES, _MAKE_INDEXES), (_HARBOURS, _MAKE_HARBOURS)) if package in makers)


class Job(NamedTuple):
    """A fault and the tests that it is shown to, with the seconds that these may take, and of computing until the last.

    What tests share is made anew in each process, and takes its time too.
    """

    mutant: Mutant | None
    items: list[pytest.Item]
    seconds: float
    most: float = 1e9


class Session:
    """A plugin that takes the place of pytest's loop; ``drive`` decides what is run."""

    def __init__(self, packages: list[str], drive: Callable[[Session], None]) -> None:
        self.packages = packages
        self.drive = drive
        self.named: dict[str, pytest.Item] = {}
        self.session: pytest.Session | None = None

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Import what faults are planted in, and go."""
        self.session, self.named = session, {item.nodeid: item for item in session.items}
        for package in self.packages:
            whole = importlib.import_module(f"compactx.{package}")
            for found in pkgutil.walk_packages(whole.__path__, f"{whole.__name__}."):
                importlib.import_module(found.name)
        self.drive(self)
        return True

    def tried(self, jobs: list[Job], at_once: int) -> Iterator[tuple[Job, str, str]]:
        """Run jobs side by side; yield each with its fate and the test that failed first."""
        with tempfile.TemporaryDirectory() as folder:
            waiting = list(enumerate(jobs))[::-1]
            running: dict[int, tuple[Job, Path, float]] = {}
            while waiting or running:
                while waiting and len(running) < at_once:
                    n, job = waiting.pop()
                    path = Path(folder) / str(n)
                    running[self._forked(self._try, job, path)] = job, path, time.monotonic() + job.seconds
                for child, (job, path, end) in list(running.items()):
                    done, _ = os.waitpid(child, os.WNOHANG)
                    if not done and time.monotonic() < end:
                        continue
                    with contextlib.suppress(ProcessLookupError):
                        os.killpg(child, signal.SIGKILL)  # and what its tests started
                    if not done:
                        os.waitpid(child, 0)
                    del running[child]
                    said = path.read_text(encoding="utf-8") if path.exists() else "error \n"
                    fate, _, test = said.partition("\n")
                    yield job, fate if done else "endless", test
                time.sleep(0.01)

    def _forked(self, work: Callable[..., None], *args: Any) -> int:
        child = os.fork()
        if child:
            return child
        os.setsid()
        tempfile.tempdir = str(args[-1].parent)  # what its tests leave behind goes with it
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(quiet, stream)
        status = 1
        try:
            work(*args)
            status = 0
        except BaseException:  # noqa: BLE001 - the process that was forked must not go on as its parent
            traceback.print_exc()
        finally:
            for made in getattr(sys.modules.get("transcripts"), "_MADE", ()):  # nothing is tidied up by ``_exit``
                made.cleanup()
            os._exit(status)

    def _run(self, item: pytest.Item, following: pytest.Item | None) -> str:
        """Run one test and return how it ended."""
        assert self.session is not None
        failed = self.session.testsfailed
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return "failed" if self.session.testsfailed > failed else "passed"

    def _try(self, job: Job, path: Path) -> None:
        if job.mutant:
            importlib.import_module("compactx.cli.commands.stats").answer_once.__code__ = STRAIGHT
            for name in shared_by_tests(job.mutant.path):
                os.environ.pop(name, None)
            source = job.mutant.applied()
            name = ".".join(job.mutant.path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            if not compiles(source):
                path.write_text("import\n", encoding="utf-8")
                return
            try:
                graft(sys.modules[name], source)
            except Exception:  # noqa: BLE001 - a module that cannot be imported any more
                path.write_text("import\n", encoding="utf-8")
                return
        path.write_text("error\n", encoding="utf-8")  # until the tests have come to an end
        for n, item in enumerate(job.items):
            if time.process_time() > job.most:
                path.write_text(f"survived\n{len(job.items) - n}", encoding="utf-8")
                return
            if self._run(item, job.items[n + 1] if n + 1 < len(job.items) else None) == "failed":
                path.write_text(f"killed\n{item.nodeid}", encoding="utf-8")
                return
        path.write_text("survived\n", encoding="utf-8")
