"""``cite`` as plain data."""

from __future__ import annotations

import os

from compactx.errors import no_such

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType
    from typing import Any

    from compactx.query.cite import Work

COLUMNS = ("id", "style", "citation")
_NO_STYLES = ("__init__", "parts")
_ALIASES = {"csl-json": "csl", "csljson": "csl", "bib": "bibtex", "chicago-note": "chicago", "url": "link"}


def style_names() -> list[str]:
    """Return the names of all styles, found by their files."""
    folder = os.path.join(os.path.dirname(os.path.dirname(__file__)), "citations")
    stems = (name.removesuffix(".py") for name in os.listdir(folder) if name.endswith(".py"))
    return sorted(stem for stem in stems if stem not in _NO_STYLES)


def load_style(name: str) -> ModuleType:
    """Return the module of a style.

    Raises:
        UsageError: there is no such style; the message lists them.
    """
    stem = _ALIASES.get(name.lower(), name.lower())
    known = style_names()
    if stem not in known:
        hint = f"styles: {' '.join(known)} all"
        raise no_such(f'no citation style is named "{name}"', name, known, hint=hint)
    module: ModuleType = __import__(f"compactx.render.citations.{stem}", fromlist=["cite"])
    return module


def items(works: Sequence[Work], styles: Sequence[str], *, ibid: bool = False) -> list[dict[str, Any]]:
    """Return a citation each, by style, then as asked for; ``missing`` tells what the corpus lacks for it.

    With ``ibid`` a note on the work of the note before it is the short one.
    """
    return [
        {
            "id": work.node.id,
            "style": module.__name__.rpartition(".")[2],
            "citation": _note(works, n, module, ibid=ibid),
            "instrument": work.instrument.id,
            "locator": work.node.printed or None,
            "url": work.url or None,
            "missing": list(work.missing),
        }
        for module in map(load_style, styles)
        for n, work in enumerate(works)
    ]


def _note(works: Sequence[Work], n: int, module: ModuleType, *, ibid: bool) -> str:
    repeated = ibid and module.NOTE and n and works[n - 1].instrument.n == works[n].instrument.n
    return str(module.again(works[n]) if repeated else module.cite(works[n]))


def pasted(works: Sequence[Work], style: str, *, ibid: bool) -> str:
    """Return the citations as a text to paste: numbered notes if there are several, or entries one after another."""
    module = load_style(style)
    if hasattr(module, "block"):
        return str(module.block(list(works)))
    texts = [_note(works, n, module, ibid=ibid) for n in range(len(works))]
    if module.NOTE and len(texts) > 1:
        texts = [f"{n}. {text}" for n, text in enumerate(texts, 1)]
    return "\n".join(texts)
