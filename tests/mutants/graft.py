"""Put a changed module in the place of the one that is loaded, in this process, wherever it is held already."""

from __future__ import annotations

import functools
import sys
import types
from typing import Any

_PLAIN = (types.FunctionType, type, types.ModuleType)
# Code of ``answer_once`` that remembers no answer: a remembered one is told from the files, which are as they were.
STRAIGHT = (lambda session, given, answer: answer(session, given)).__code__


def graft(module: types.ModuleType, source: bytes) -> None:
    """Let the functions, methods and values of a loaded module be those of another source.

    Functions keep their identity and take over the code, so that whoever imported them by name runs the new one; values
    that differ are replaced in every module that holds them.
    """
    new = types.ModuleType(module.__name__)
    new.__dict__.update({name: value for name, value in module.__dict__.items() if name.startswith("__")})
    exec(compile(source, str(module.__file__), "exec", dont_inherit=True), new.__dict__)  # noqa: S102 - the fault
    for name, value in list(new.__dict__.items()):
        old = module.__dict__.get(name)
        if name.startswith("__") or old is value:
            continue
        if isinstance(value, type) and isinstance(old, type):
            if value.__module__ == module.__name__:
                _class(old, value)
        elif not _code(old, value):
            _value(old, value, module, name)


def _code(old: Any, new: Any) -> bool:
    """Give a function the code of another, below what decorates it; say whether that is what they are."""
    if isinstance(old, (staticmethod, classmethod, functools.cached_property)):
        old, new = (getattr(one, "__func__", None) or one.func for one in (old, new))
    if isinstance(old, property):
        return _code(old.fget, new.fget)
    while hasattr(old, "__wrapped__") and hasattr(new, "__wrapped__"):
        old, new = old.__wrapped__, new.__wrapped__
    if not (isinstance(old, types.FunctionType) and isinstance(new, types.FunctionType)):
        return False
    if len(old.__code__.co_freevars) != len(new.__code__.co_freevars):
        return False
    old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__
    return True


def _class(old: type, new: type) -> None:
    for name, value in list(vars(new).items()):
        before = vars(old).get(name)
        if before is value or _code(before, value) or isinstance(value, _PLAIN) or name.startswith("__"):
            continue
        if isinstance(value, (str, int, float, tuple, frozenset)) and before != value:
            setattr(old, name, value)


def _value(old: Any, new: Any, module: types.ModuleType, name: str) -> None:
    if isinstance(new, types.ModuleType) or (type(old) is type(new) and _same(old, new)):
        return
    for other in list(sys.modules.values()):
        held = getattr(other, "__dict__", None)
        if isinstance(held, dict) and held.get(name) is old and old is not None:
            held[name] = new
    module.__dict__[name] = new


def _same(old: Any, new: Any) -> bool:
    try:
        return bool(old == new)
    except Exception:  # noqa: BLE001 - whatever cannot be compared is replaced
        return False
