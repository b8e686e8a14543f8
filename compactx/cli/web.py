"""``--web``: the official page of a thing, its address printed and opened where a person sits at a desktop."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from compactx.cli.session import Session
    from compactx.index.read import Node


def open_pages(session: Session, nodes: Iterable[Node]) -> int:
    """Print the official address of each thing, and open it; return 1 if one has none that is known."""
    from compactx.query.cite import official_page  # noqa: PLC0415 - only with --web

    found = [(node.id, official_page(session.index, node)) for node in nodes]
    for url in dict.fromkeys(url for _, url in found if url):
        sys.stdout.write(f"{url}\n")
        _open(url)
    for identity in (identity for identity, url in found if not url):
        session.warn(f"no official page of {identity} is known")
    session.tell()
    return 0 if all(url for _, url in found) else 1


def _open(url: str) -> None:
    """Open a page where a person sits at a desktop; a text browser would take the terminal away."""
    desktop = sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if desktop and sys.stdout.isatty():
        from contextlib import suppress  # noqa: PLC0415 - when a page is opened only
        from webbrowser import open as show  # noqa: PLC0415 - as above

        with suppress(Exception):
            show(url)
