"""Frozen values that cost nothing to import.

``dataclasses`` alone takes longer to import than a whole lookup (it pulls in ``inspect``), so the values that
lookups need are made by this small metaclass. Type checkers see them as frozen dataclasses.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

    _Kind = TypeVar("_Kind", bound=type)

    def _getter(place: int, told: str) -> Any:
        """Return what reads a field of a row."""

else:
    try:
        from _collections import _tuplegetter as _getter  # what reads a field of a named tuple
    except ImportError:

        def _getter(place: int, _: str) -> property:
            """Return what reads a field of a row."""
            return property(lambda self: tuple.__getitem__(self, place))

    def dataclass_transform(**_: bool) -> Callable[[_Kind], _Kind]:
        """Stand in for the typing decorator, which means nothing at run time."""
        return lambda kind: kind


_FEW = 200  # of a kind after which it pays to write its methods out


@dataclass_transform(frozen_default=True)
class _RecordType(type):
    """Turn annotated names into slots, in the order they are written."""

    _putters: tuple[Callable[[object, object], None], ...]
    _fields: tuple[str, ...]
    _defaults: dict[str, Any]
    _last: tuple[Any, ...]  # the values of the last fields, where all that have a default come last

    def __new__(mcs, name: str, bases: tuple[type, ...], space: dict[str, Any], *, often: bool = False) -> _RecordType:
        own = [f for f in space.get("__annotations__", ()) if f[0] != "_"]
        inherited: tuple[str, ...] = ()
        defaults: dict[str, Any] = {}
        is_row = False
        for base in bases:
            is_row = is_row or issubclass(base, tuple)
            if above := getattr(base, "_fields", ()):
                inherited += above
                defaults |= base._defaults  # type: ignore[attr-defined]  # noqa: SLF001 - of this class
        for field in own:
            if field in space:
                defaults[field] = space.pop(field)
        fields = space["_fields"] = (*inherited, *own)
        space["_defaults"] = defaults
        space["_last"] = tuple(defaults.values()) if tuple(defaults) == fields[len(fields) - len(defaults) :] else ()
        if is_row:
            space["__slots__"] = ()
            for place, field in enumerate(own, len(inherited)):
                space[field] = _getter(place, "")
            return super().__new__(mcs, name, bases, space)
        space["__slots__"] = own
        made = super().__new__(mcs, name, bases, space)
        made._putters = tuple([getattr(made, field).__set__ for field in fields])
        if often:
            made.__init__ = made.begun()  # type: ignore[misc]
        return made

    def begun(cls) -> Callable[..., None]:
        """Return what makes the first few of a kind that is made by the million: to write its methods takes longer.

        It makes them as any record is made, and has the methods written when there were enough.
        """
        left = _FEW

        def first(self: Record, *values: Any, **named: Any) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                for method, function in _written(cls._fields, cls._putters, cls._defaults):
                    setattr(cls, method, function)
            Record.__init__(self, *values, **named)

        return first


def _written(
    fields: tuple[str, ...], putters: tuple[Callable[[object, object], None], ...], defaults: dict[str, Any]
) -> list[tuple[str, Any]]:
    """Return the methods of a kind of record that is made by the million, written out field by field.

    They do what those of :class:`Record` do, in a fifth of the time.
    """
    given = ", ".join(f"{field}=defaults[{field!r}]" if field in defaults else field for field in fields)
    put = "; ".join(f"put{number}(self, {field})" for number, field in enumerate(fields))
    same = " and ".join(f"self.{field} == other.{field}" for field in fields)
    values = "".join(f"self.{field}, " for field in fields)
    source = (
        f"def __init__(self, {given}): {put}\n"
        f"def __eq__(self, other): return self is other or (type(self) is type(other) and {same})\n"
        f"def __hash__(self): return hash(({values}))\n"
    )
    space: dict[str, Any] = {"defaults": defaults, **{f"put{n}": put for n, put in enumerate(putters)}}
    exec(source, space)  # noqa: S102 - of the names of fields alone, as dataclasses are made
    return [(method, space[method]) for method in ("__init__", "__eq__", "__hash__")]


def _filled(kind: type[Record], values: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
    """Return the values of all fields: those given in order, those given by name, defaults.

    Raises:
        TypeError: as a function would.
    """
    fields, defaults, last = kind._fields, kind._defaults, kind._last  # noqa: SLF001 - of the class below
    missing = len(fields) - len(values)
    if not named and 0 < missing <= len(last):
        return [*values, *last[len(last) - missing :]]
    if len(values) > len(fields):
        raise TypeError(f"{kind.__name__} takes {len(fields)} values, not {len(values)}")
    found = list(values)
    for field in fields[len(values) :]:
        if field in named:
            found.append(named.pop(field))
        elif field in defaults:
            found.append(defaults[field])
        else:
            raise TypeError(f"{kind.__name__} needs {field}")
    if named:
        raise TypeError(f"{kind.__name__} has no room for {', '.join(named)}")
    return found


class Record(metaclass=_RecordType):
    """A frozen value: compared, hashed and shown by its fields.

    A kind that is made by the million says so: ``class Citation(Record, often=True)``.

    >>> class Point(Record):
    ...     x: int
    ...     y: int = 0
    >>> Point(1)
    Point(x=1, y=0)
    >>> Point(1) == Point(1, 0)
    True
    """

    if TYPE_CHECKING:
        _fields: ClassVar[tuple[str, ...]]
        _defaults: ClassVar[dict[str, Any]]
        _last: ClassVar[tuple[Any, ...]]
    else:

        def __init__(self, *values: Any, **named: Any) -> None:
            """Fill the fields in order, then by name, then by default; raise TypeError as a function would."""
            if named or len(values) != len(self._fields):  # not rows of the index, by the hundred on every lookup
                values = _filled(type(self), values, named)
            for put, value in zip(self._putters, values, strict=True):
                put(self, value)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: a record is frozen."""
        raise AttributeError(f"{type(self).__name__}.{name} is frozen")

    def __delattr__(self, name: str) -> None:
        """Refuse: a record is frozen."""
        raise AttributeError(f"{type(self).__name__}.{name} is frozen")

    def __eq__(self, other: object) -> bool:
        """Say whether the other is of the same kind with equal fields."""
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        """Hash by the fields."""
        return hash(self._values())

    def __repr__(self) -> str:
        """Show the fields by name."""
        inside = ", ".join(f"{f}={getattr(self, f)!r}" for f in self._fields)
        return f"{type(self).__name__}({inside})"

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, field) for field in self._fields)

    def replace(self, **named: Any) -> Self:
        """Return a copy with some fields changed; raise TypeError as a function would."""
        values = [named.pop(field) if field in named else getattr(self, field) for field in self._fields]
        return type(self)(*values, **named)


if TYPE_CHECKING:

    class Row(Record):
        """A record that lies in one piece, for what is made by the hundred in a lookup and read once or twice.

        It is made in a tenth of the time, as a tuple is, and read in twice the time of another record.
        """

        @classmethod
        def of(cls, values: tuple[Any, ...]) -> Self:
            """Return a row of the values of all fields."""

        def __iter__(self) -> Iterator[Any]:
            """Yield the values of all fields."""

else:

    class Row(Record, tuple):
        """As above."""

        __slots__ = ()

        def __new__(cls, *values: Any, **named: Any) -> Self:
            """Fill the fields as any record does."""
            if named or len(values) != len(cls._fields):
                values = _filled(cls, values, named)
            return tuple.__new__(cls, values)

        __init__ = object.__init__  # there is nothing left to fill
        of = classmethod(tuple.__new__)  # of the values of all fields, by the million

        def __eq__(self, other: object) -> bool:
            """Say whether the other is of the same kind with equal fields."""
            return type(self) is type(other) and tuple.__eq__(self, other)

        def __ne__(self, other: object) -> bool:
            """Say whether the other is of another kind or differs in a field."""
            return type(self) is not type(other) or tuple.__ne__(self, other)

        __hash__ = tuple.__hash__

        def replace(self, **named: Any) -> Self:
            """Return a copy with some fields changed, in one piece; raise TypeError as a function would."""
            values, fields = list(self), self._fields
            for name, value in named.items():
                if name not in fields:
                    raise TypeError(f"{type(self).__name__} has no room for {name}")
                values[fields.index(name)] = value
            return tuple.__new__(type(self), values)

        def __getnewargs__(self) -> tuple[Any, ...]:
            """Return what a copy is made from."""
            return tuple(self)
