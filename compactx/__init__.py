"""compactx: cross-references of the Global Compact for Migration, clause by clause.

The library face, for notebooks::

    import compactx
    corpus = compactx.open()
    corpus.refs("2030 Agenda", direction="in").frame()
    corpus.graph.to_networkx()
"""

__all__ = ["Library", "__version__", "open"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from compactx.api import Library


def open(corpus: str = "") -> "Library":  # noqa: A001 - compactx.open() reads as it should
    """Return the shipped corpus (with a further folder stacked on it) for questions in Python.

    Raises:
        compactx.errors.CorpusError: the corpus is missing or has errors.
    """
    from compactx.api import Library  # noqa: PLC0415 - the command line never needs it

    return Library.open(corpus)


def __getattr__(name: str) -> object:
    """Load :class:`Library` and the version when they are asked for."""
    if name == "Library":
        from compactx.api import Library  # noqa: PLC0415 - as above

        return Library
    if name == "__version__":
        from compactx.version import __version__  # noqa: PLC0415 - an interrupt while it loads would be told

        return __version__
    raise AttributeError(f"module 'compactx' has no attribute {name!r}")
