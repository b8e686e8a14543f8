"""How a run of a Word document is printed: hidden, raised, in capital letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.intake.readers.safe_xml import local
from compactx.model.record import Record

if TYPE_CHECKING:
    from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})
_CHAIN = 20  # styles that may be based on one another
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "its", "their"}
)
_HIGH = 3  # half points above the line from which text counts as raised


class RunLook(Record):
    """What is said of a run; None where nothing is said, so that the style tells."""

    hidden: bool | None = None
    raised: bool | None = None
    capitals: bool | None = None


class Looks:
    """The looks of styles, and of runs with them."""

    def __init__(self, styles: etree._Element | None) -> None:
        """Read what each style says, with the style it is based on."""
        self._own: dict[str, tuple[str, RunLook]] = {}
        for style in styles.iterfind(f"{W}style") if styles is not None else ():
            based = style.find(f"{W}basedOn")
            parent = (based.get(f"{W}val") or "") if based is not None else ""
            self._own[style.get(f"{W}styleId") or ""] = parent, _look(style.find(f"{W}rPr"))
        self._known: dict[str, RunLook] = {}

    def of_run(self, run: etree._Element, paragraph: str) -> RunLook:
        """Return how a run looks in a paragraph of a style."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return self.of_style(paragraph)
        named = properties.find(f"{W}rStyle")
        style = self.of_style((named.get(f"{W}val") or "") if named is not None else "")
        return _over(_over(_look(properties), style), self.of_style(paragraph))

    def of_style(self, style: str) -> RunLook:
        """Return what a style says of its runs."""
        if style not in self._known:
            look, at = RunLook(), style
            for _ in range(_CHAIN):
                if at not in self._own:
                    break
                at, own = self._own[at]
                look = _over(look, own)
            self._known[style] = look
        return self._known[style]


def titled(text: str) -> str:
    """Return words set in small capitals as a name is written: the format shows capitals that the text does not have.

    >>> titled("convention on the rights of the child"), titled("the 2030 Agenda")
    ('Convention on the Rights of the Child', 'the 2030 Agenda')
    """
    if any(char.isupper() for char in text):
        return text
    words = text.split(" ")
    return " ".join(word if word in _SMALL_WORDS else word[:1].upper() + word[1:] for word in words)


def _over(first: RunLook, second: RunLook) -> RunLook:
    return RunLook(
        second.hidden if first.hidden is None else first.hidden,
        second.raised if first.raised is None else first.raised,
        second.capitals if first.capitals is None else first.capitals,
    )


def _look(properties: etree._Element | None) -> RunLook:
    if properties is None:
        return RunLook()
    said: dict[str, str] = {local(child): child.get(f"{W}val") or "" for child in properties}
    raised = said["vertAlign"] == "superscript" if "vertAlign" in said else None
    if raised is None and "position" in said:
        height = said["position"]
        raised = height.isdecimal() and len(height) < 5 and int(height) >= _HIGH  # noqa: PLR2004 - no page is so high
    return RunLook(_switch(said, "vanish"), raised, _either(_switch(said, "caps"), _switch(said, "smallCaps")))


def _switch(said: dict[str, str], name: str) -> bool | None:
    return said[name].lower() not in _OFF if name in said else None


def _either(first: bool | None, second: bool | None) -> bool | None:  # noqa: FBT001 - two switches of one format
    return None if first is None and second is None else bool(first or second)
