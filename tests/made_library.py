"""A small library that was made up, joined with the shipped corpus, for tests of what must not depend on its size."""

from __future__ import annotations

import importlib.util
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import homes
import pytest

import compactx

if TYPE_CHECKING:
    from collections.abc import Iterator

PROVISIONS = 600
_SYNTHETIC = Path(__file__).parent / "benchmarks" / "synthetic.py"


def make(folder: Path, provisions: int = PROVISIONS) -> dict[str, str]:
    """Write a library into a folder; return the environment in which commands find it."""
    spec = importlib.util.spec_from_file_location("synthetic", _SYNTHETIC)
    assert spec
    assert spec.loader
    synthetic = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(synthetic)
    index = compactx.open().index
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
