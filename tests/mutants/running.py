"""A plugin for pytest that tells ``coverage`` which test runs, and writes down how each test went."""

from __future__ import annotations

import json
import os
from pathlib import Path

import coverage
import pytest

_told: dict[str, tuple[str, float]] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Name what is measured after the test that is running."""
    running = coverage.Coverage.current()
    if running is not None:
        running.switch_context(item.nodeid)
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef, request):
    """Name what a fixture of many tests does after their file: every one of them stands on it."""
    running = coverage.Coverage.current()
    if running is None or fixturedef.scope == "function":
        return (yield)
    running.switch_context(request.node.nodeid.partition("::")[0] + "::" if request.node.nodeid else "")
    try:
        return (yield)
    finally:
        running.switch_context(os.environ["PYTEST_CURRENT_TEST"].rpartition(" (")[0])


def pytest_runtest_logreport(report):
    """Add up the seconds of a test's steps; one that failed makes it red, one that was skipped no proof."""
    outcome, seconds = _told.get(report.nodeid, ("passed", 0.0))
    worse = report.outcome if outcome == "passed" else outcome
    _told[report.nodeid] = (worse, seconds + report.duration)


def pytest_sessionfinish():
    """Write it down."""
    Path(os.environ["RUNNING_REPORT"]).write_text(json.dumps(_told), encoding="utf-8")
