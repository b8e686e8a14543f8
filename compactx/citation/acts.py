"""Acts of the European Union, which are numbered like resolutions and are none.

::

    act    = [maker] [kind] word "(" union ")" ["No"] number        "Regulation (EU) 2016/679"
           | [maker] [kind] word number "/" union                   "Directive 2008/115/EC"
           | maker [kind] word number                               "Council Decision 2019/1754"
    number = year "/" digits | digits "/" year

Without the Union's letters the maker must be named, and no organ of the United Nations can have given the number.
"""

from __future__ import annotations

import re
from functools import lru_cache

from compactx.citation.gates import gates_of
from compactx.citation.language import DEFAULT, as_written, table
from compactx.citation.organs import ECONOMIC, possible
from compactx.citation.symbols import Symbol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from compactx.citation.gates import Gate

_UNION = r"(?:EU|EC|EEC|CE|CEE|UE|ECSC|Euratom|JHA|JAI|CFSP|PESC)"
_NUMBER = r"(?P<number>[0-9]{1,4}/[0-9]{1,4})(?![0-9])"


@lru_cache(maxsize=16)
def _gate(code: str) -> Gate:
    words = table(code)
    maker = rf"(?P<maker>{as_written(words['act_makers'])} )?(?:{as_written(words['act_kinds'])} )?"
    pattern = re.compile(
        rf"(?<!\w){maker}(?P<word>{as_written(words['acts'])})"
        rf"(?P<union> \({_UNION}(?:, {_UNION})?\))?(?: {as_written(words['act_numero'])})? {_NUMBER}"
        rf"(?P<tail>/{_UNION}(?![\w]))?"
    )
    return gates_of(code).gate(pattern)


def find_acts(text: str, code: str = DEFAULT) -> Iterator[Symbol]:
    """Yield the acts of the Union in a folded text, in order.

    >>> [act.symbol for act in find_acts("Regulation (EU) 2016/679, Council Directive 2003/86/EC, Decision 70/1")]
    ['Regulation (EU) 2016/679', 'Directive 2003/86/EC']
    """
    for found in _gate(code).finditer(text):
        year, _, figure = found.group("number").partition("/")
        foreign = found.group("maker") and not possible(ECONOMIC, year, int(figure)) and len(year) + len(figure) > 5  # noqa: PLR2004 - a year and more
        if found.group("union") or found.group("tail") or foreign:
            shown = (
                f"{found.group('word')}{found.group('union') or ''} {found.group('number')}{found.group('tail') or ''}"
            )
            yield Symbol(found.start(), found.end(), shown, "document", "european-act")
