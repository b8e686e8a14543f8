"""The wording of a document of the library, in the form of an attached text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.citation.normalise import fingerprint
from compactx.index.wording import of_instrument
from compactx.intake.texts.store import DIFFERS, SAME, AttachedText

if TYPE_CHECKING:
    from compactx.index.read import Index, Node


def kept(index: Index, instrument: Node) -> AttachedText | None:
    """Return the text of an instrument as the library has it, None if it has none."""
    words = of_instrument(index, instrument)
    if not words:
        return None
    known = {node.locator: node.fingerprint for node in index.of_kind((), instrument.n)}
    status = {locator: SAME if known.get(locator) == fingerprint(text) else DIFFERS for locator, text in words.items()}
    return AttachedText({"instrument": instrument.id, "source": "the library"}, words, status, {}, "")
