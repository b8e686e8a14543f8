"""A small library that was made up, joined with the shipped corpus, for tests of what must not depend on its size."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import homes
import pytest
import scripts

from compactx.corpus import source
from compactx.index.read import Index
from compactx.index.store import open_index

if TYPE_CHECKING:
    from collections.abc import Iterator

PROVISIONS = 600


def make(folder: Path, provisions: int = PROVISIONS) -> dict[str, str]:
    """Write a library into a folder; return the environment in which commands find it.

    It cites things of the packaged corpus and no others, whatever corpus and data are set where it is first asked for.
    """
    synthetic = scripts.loaded("tests/benchmarks/synthetic.py")
    index = Index(open_index((source.packaged(),), with_library=False))
    known = [node.id for node in index.nodes() if not node.locator and node.kind != "class"]
    path = folder / "data" / "compactx" / "library.sqlite"
    path.parent.mkdir(parents=True)
    synthetic.make(str(path), provisions, known)
    return homes.fresh(folder)


@contextmanager
def inside(environment: dict[str, str]) -> Iterator[None]:
    """Set an environment for a while."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        yield
