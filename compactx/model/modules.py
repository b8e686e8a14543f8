"""The modules in a package, by the names of its files: asking the library that knows archives too loads ``inspect``."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_ENDING = ".py"


def modules_in(places: Iterable[str]) -> list[str]:
    """Return the names of the modules in the places of a package, in order; none with an underscore before it.

    >>> from compactx.render import reports
    >>> modules_in(reports.__path__), modules_in([])
    (['github', 'sarif', 'text'], [])
    """
    found: list[str] = []
    for place in places:
        if os.path.isdir(place):
            names = (name for name in os.listdir(place) if name.endswith(_ENDING))
            found += (name.removesuffix(_ENDING) for name in names if not name.startswith("_"))
        else:
            from pkgutil import iter_modules  # noqa: PLC0415 - of a program in an archive

            found += (module.name for module in iter_modules([place]))
    return sorted(found)


def code_mark(places: Iterable[str]) -> str:
    """Return a text that differs when the modules in some places do: what other code has found out is not believed.

    A program in an archive has one mark: another version of it has other names for what it keeps.
    """
    told = []
    for place in places:
        for name in modules_in([place]) if os.path.isdir(place) else ():
            of = os.stat(os.path.join(place, name + _ENDING))
            told.append(f"{name} {of.st_size} {of.st_mtime_ns}")
    return " ".join(told)
