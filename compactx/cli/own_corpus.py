"""The corpus folder that a command writes into: the one asked for, or the user's own; never the shipped one."""

from __future__ import annotations

import os

from compactx.corpus.source import packaged, roots, user_data
from compactx.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.cli.session import Session


def folder(session: Session) -> str:
    """Return the folder; it need not be there if it is the user's own.

    Raises:
        CorpusError: a folder that was asked for is not there.
        UsageError: it is the shipped corpus.
    """
    asked = session.given.text("corpus") or os.environ.get("COMPACTX_CORPUS", "")
    roots(session.given.text("corpus"))
    found = os.path.abspath(asked or os.path.join(user_data(), "corpus"))
    if os.path.realpath(found) == os.path.realpath(packaged()):
        raise UsageError("the shipped corpus is not written to", hint="leave --corpus out, or name a folder of yours")
    return found
