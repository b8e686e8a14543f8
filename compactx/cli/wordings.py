"""The wording of what a page names: as attached, or else as the library has it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from compactx.index.read import Index, Node


def wordings(index: Index, nodes: Iterable[Node]) -> dict[str, str]:
    """Return the words of provisions by id, those that are at hand; what has a title needs none."""
    bare = {node.n: node for node in nodes if node.instrument and not node.title}
    found: dict[str, str] = {}
    for number in dict.fromkeys(node.instrument for node in bare.values()):
        whole = index.node(number or 0)
        words, _ = of_whole(index, whole)
        inside = [node for node in bare.values() if node.instrument == number]
        found |= {node.id: said for node in inside if (said := words.get(node.locator, ""))}
    return found


def of_whole(index: Index, whole: Node) -> tuple[Mapping[str, str], bool]:
    """Return the words of an instrument by locator, and whether they were attached."""
    from compactx.index.wording import of_instrument  # noqa: PLC0415 - only where wording is shown
    from compactx.intake.texts.store import stored  # noqa: PLC0415 - as above

    text = stored(whole.id)
    return (of_instrument(index, whole), False) if text is None else (text.words, True)
