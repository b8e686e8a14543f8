"""The official page of a thing: its address, and opening it beside the terminal."""

from __future__ import annotations

import contextlib
import os
import sys

from compactx.errors import UsageError
from compactx.model.visible import is_web
from compactx.query.cite import cite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.index.read import Index, Node


def address(index: Index, node: Node) -> str:
    """Return the official address of a thing, or of the instrument that a part belongs to; '' if none is known."""
    whole = index.instrument_of(node) or node
    try:
        known = cite(index, node).url
    except UsageError:  # an actor or a class
        known = index.facts(whole.n).first("url")
    symbol = whole.symbol.partition(",")[0]
    if not is_web(known) and symbol.startswith("A/"):
        return f"https://docs.un.org/en/{symbol}"
    return known if is_web(known) else ""


def open_page(url: str) -> None:
    """Open a page where a person sits at a desktop; a text browser would take the terminal away."""
    desktop = sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if desktop and sys.stdout.isatty():
        import webbrowser  # noqa: PLC0415 - when a page is opened only

        with contextlib.suppress(Exception):
            webbrowser.open(url)
