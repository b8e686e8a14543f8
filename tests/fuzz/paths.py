"""Whole ways of a text through the program, and how much of the processor they take."""

from __future__ import annotations

import functools
import signal
import time
from collections.abc import Callable

import kinds

from compactx.checks.examine import examine
from compactx.checks.silence import silences
from compactx.errors import CompactxError
from compactx.intake.read import read_text
from compactx.texts.draft import Wordings, draft_of

LONGEST = 20  # seconds that one way may take


class StoppedError(Exception):
    """A way went on too long."""


@functools.cache
def wordings() -> Wordings:
    """The wordings of the shipped corpus."""
    return Wordings(kinds.index())


def checked(text: str) -> None:
    """Read a text as a draft, find its citations and judge them."""
    try:
        document = read_text(text)
    except CompactxError:
        return
    draft = draft_of(document, kinds.index(), kinds.catalogue(), wordings())
    list(examine(draft).judgements)
    silences(text, document.text)


def _stop(*_: object) -> None:
    raise StoppedError


def seconds(way: Callable[[], object]) -> float:
    """Return the CPU time of a way, ``LONGEST`` if it is not done by then."""
    signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, LONGEST * 2)
    start = time.process_time()
    try:
        way()
    except StoppedError:
        return float(LONGEST)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.process_time() - start
