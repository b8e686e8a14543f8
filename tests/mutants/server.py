"""Runs tests on a copy of the checkout, one changed file at a time, each in a process of its own.

    python tests/mutants/server.py COPY LIBRARIES...

What the tests import from others is imported once; then a process is forked for every job read from standard input, a
JSON object a line: the file of the tests, how many seconds they may take, and the module to import first. The answer
is a line too: the status of pytest, ``"import"`` where the module cannot be imported any more, ``"time"`` where the
tests did not end, and the test that failed first.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import sys
import time
from pathlib import Path

UNIMPORTABLE = 97


class FirstFailure:
    """A plugin for pytest that writes down which test failed first, and in which of its steps."""

    def __init__(self, path):
        self.path = path

    def pytest_runtest_logreport(self, report):
        """Note a failure."""
        if report.failed and not self.path.exists():
            self.path.write_text(f"{report.when} {report.nodeid}", encoding="utf-8")


def child(job, told):
    """Import the changed module, run the tests, and end with their status."""
    os.setsid()
    quiet = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(quiet, stream)
    try:
        importlib.import_module(job["module"])
    except BaseException:  # noqa: BLE001 - whatever a changed module raises
        os._exit(UNIMPORTABLE)
    import pytest  # noqa: PLC0415 - imported before the fork

    options = [
        "-qx",
        "-n",
        "0",
        "-p",
        "no:randomly",
        "-p",
        "no:cacheprovider",
        "-m",
        "not faults and not long and not terminal",
    ]
    status = pytest.main([*options, f"@{job['tests']}"], plugins=[FirstFailure(told)])
    os._exit(int(status))


def answered(job, told):
    """Fork, wait, and end what does not end."""
    told.unlink(missing_ok=True)
    process = os.fork()
    if not process:
        child(job, told)
    end = time.monotonic() + job["seconds"]
    while True:
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            break
        if time.monotonic() > end:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
            os.waitpid(process, 0)
            return {"status": "time", "test": ""}
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)  # programs that a test left
    code = os.waitstatus_to_exitcode(status)
    test = told.read_text(encoding="utf-8") if told.exists() else ""
    return {"status": "import" if code == UNIMPORTABLE else code, "test": test}


def main():
    """Import, then answer until nobody asks any more."""
    copy = Path(sys.argv[1])
    os.chdir(copy)
    sys.path[0] = str(copy)
    for library in sys.argv[2:]:
        with contextlib.suppress(ImportError):
            importlib.import_module(library)
    for line in sys.stdin:
        print(json.dumps(answered(json.loads(line), copy / "told.txt")), flush=True)


if __name__ == "__main__":
    main()
