"""A plugin for pytest that tells ``coverage`` which test runs."""

from __future__ import annotations

import coverage
import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Name what is measured after the test that is running."""
    running = coverage.Coverage.current()
    if running is not None:
        running.switch_context(item.nodeid)
    return (yield)
