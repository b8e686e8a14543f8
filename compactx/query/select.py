"""Words to one node of the graph.

::

    reference = id | name | symbol | kind number | [instrument] address | prefix | description
    kind      = "objective" | "obj" | "goal" | "SDG" | "target" | "principle" | ...
    address   = a locator as people write it (compactx.model.locator.slug)

Tried in that order; the first reading that names something counts. Nothing inexact is used silently: a
prefix must be unique and is reported as one, anything further off is only suggested.
"""

from __future__ import annotations

from compactx.errors import AmbiguousReferenceError, UnknownReferenceError, UsageError
from compactx.index.fold import fold
from compactx.model import locator
from compactx.model.kinds import family, kind_of_word
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from compactx.index.read import Index, Node

_SHORT_KINDS = {"obj": "objective", "o": "objective", "princ": "principle", "targets": "target"}
_RESOLUTION_WORDS = ("general assembly resolution ", "ga resolution ", "g.a. res. ", "ga res. ", "ga res ",
                     "resolution ", "res. ", "res ")  # fmt: skip
_MAX_TEXT = 400
_MAX_CANDIDATES = 12


class Selection(Record):
    """What a reference was read as, and by which reading."""

    node: Node
    how: str
    text: str


def select(index: Index, text: str) -> Selection:
    """Return the one thing that a reference means.

    Raises:
        UsageError: the reference is empty or too long to be one.
        UnknownReferenceError: nothing is named so; close matches are attached.
        AmbiguousReferenceError: several things are; all are attached.
    """
    text = _readable(text)
    if not text:
        raise UsageError(
            "the reference is empty", hint='try: compactx show objective 17, or compactx refs "2030 Agenda"'
        )
    if len(text) > _MAX_TEXT:
        raise UsageError(f"the reference has {len(text)} characters; none is longer than {_MAX_TEXT}")
    found = exact(index, text)
    if found:
        return found
    nodes = _by_prefix(index, text)
    if len(nodes) == 1:
        return Selection(nodes[0], "prefix", text)
    nodes = nodes or _described(index, text)
    if len(nodes) == 1:
        return Selection(nodes[0], "description", text)
    if nodes:
        raise _ambiguous(text, nodes)
    from compactx.query.close import close, label  # noqa: PLC0415 - only when nothing matched
    from compactx.query.described import offered  # noqa: PLC0415 - as above

    offers = [(node.id, label(node)) for node in offered(index, text, _owner)]
    raise UnknownReferenceError(f'nothing is named "{text}"', text=text, candidates=offers or close(index, text, exact))


def _described(index: Index, text: str) -> list[Node]:
    if " on " not in text and " about " not in text:
        return []
    from compactx.query.described import described  # noqa: PLC0415 - names and addresses never need it

    return described(index, text, _owner)


def _owner(index: Index, text: str) -> Node | None:
    """Return what the owner in a description names, exactly or as the beginning of one name."""
    found = exact(index, text)
    nodes = [found.node] if found else _by_prefix(index, text)
    return nodes[0] if len(nodes) == 1 else None


def select_many(index: Index, words: Sequence[str]) -> list[Selection]:
    """Return what one or several references mean, written without quotes one after another.

    All words together are tried first; then the longest runs of words that name something exactly.

    Raises:
        UsageError, UnknownReferenceError, AmbiguousReferenceError: as :func:`select`.
    """
    whole = " ".join(words)
    if len(words) < 2 or len(whole) > _MAX_TEXT or exact(index, whole) or _described(index, whole):  # noqa: PLR2004 - one word is one reference
        return [select(index, whole)]
    found: list[Selection] = []
    at = 0
    while at < len(words):
        runs = ((end, exact(index, " ".join(words[at:end]))) for end in range(len(words), at, -1))
        end, longest = next(((end, run) for end, run in runs if run), (0, None))
        if longest is None:
            return [select(index, whole)] if at == 0 else [*found, select(index, " ".join(words[at:]))]
        found.append(longest)
        at = end
    return found


def select_pair(index: Index, words: Sequence[str]) -> tuple[Selection, Selection]:
    """Return the two ends of ``A [to] B``.

    Raises:
        UsageError: there are not two ends, or the words can be divided in several ways.
        UnknownReferenceError, AmbiguousReferenceError: as :func:`select`.
    """
    for at in [i for i, word in enumerate(words) if word.lower() == "to" and 0 < i < len(words) - 1]:
        return select(index, " ".join(words[:at])), select(index, " ".join(words[at + 1 :]))
    if len(words) == 2 and not exact(index, " ".join(words)):  # noqa: PLR2004 - two words are the two ends
        return select(index, words[0]), select(index, words[1])
    splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    pairs = [(a, b) for left, right in splits if (a := exact(index, left)) and (b := exact(index, right))]
    if len(pairs) == 1:
        return pairs[0]
    why = "can be divided in several ways" if pairs else "does not name two things"
    raise UsageError(f'"{" ".join(words)}" {why}', hint='put "to" between them: compactx path objective 22 to ILO')


def exact(index: Index, text: str) -> Selection | None:
    """Return what a reference names by an exact reading, None if no reading fits.

    Raises:
        AmbiguousReferenceError: a reading names several things.
    """
    text = _readable(text)
    readings: tuple[tuple[str, Callable[[Index, str], list[Node]]], ...] = (
        ("id", _by_id),
        ("name", _by_name),
        ("kind and number", _by_kind),
        ("locator", _by_locator),
        ("locator in an instrument", _by_instrument_and_locator),
    )
    for how, reading in readings:
        nodes = reading(index, text) if text else []
        if len(nodes) == 1:
            return Selection(nodes[0], how, text)
        if nodes:
            raise _ambiguous(text, nodes)
    return None


def _readable(text: str) -> str:
    r"""Return a reference with single spaces; what no name can hold (NUL, bytes that were no UTF-8) becomes U+FFFD.

    >>> _readable(" objective   17 "), _readable("gcm\0")
    ('objective 17', 'gcm\ufffd')
    """
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\0", "\ufffd")


def _by_id(index: Index, text: str) -> list[Node]:
    node = index.by_id(text.lower())
    if node is None and "/" in text and "(" in text:
        head, _, tail = text.partition("/")
        node = index.by_id(f"{head.lower()}/{locator.slug(tail)}")
    return [node] if node else []


def _by_name(index: Index, text: str) -> list[Node]:
    for form in _spellings(text):
        nodes = _named(index, form)
        if nodes:
            return nodes
    return _by_owner_and_name(index, text)


def _named(index: Index, form: str) -> list[Node]:
    """Return what has this name; of headings that several documents share, the main instrument's counts."""
    found = index.named(form)
    nodes = [index.node(n) for n in dict.fromkeys(named.node for named in found)]
    known = [node for node in nodes if not node.locator]
    if known or len(nodes) < 2:  # noqa: PLR2004 - one heading is no choice
        return known or nodes
    main = _main(index)
    own = [node for node in nodes if main and node.instrument == main.n]
    return own if len(own) == 1 else nodes


def _by_owner_and_name(index: Index, text: str) -> list[Node]:
    """Read "ILO Social Protection Floors Recommendation": an organisation before the name of what it issued."""
    words = text.split()
    for cut in range(1, len(words) - 1):
        owners = {named.node for named in index.named(" ".join(words[:cut]))}
        owners = {owner for owner in owners if family(index.node(owner).kind) == "actor"}
        nodes = [node for node in _named(index, " ".join(words[cut:])) if not node.locator] if owners else []
        owned = [node for node in nodes if any(edge.dst in owners for edge in index.edges_from(node.n))]
        if owned:
            return owned
    return []


def _spellings(text: str) -> Iterator[str]:
    """Yield the name as written, without what explains it, then the ways a symbol is shortened: 70/1, C189."""
    yield text
    head, bracket, _ = text.rpartition(" (")
    if bracket and text.endswith(")"):
        yield head
    folded = fold(text)
    yield folded.removeprefix("former ")
    rest = next((folded.removeprefix(word) for word in _RESOLUTION_WORDS if folded.startswith(word)), folded)
    if "/" in rest and rest[:1].isdecimal():
        yield f"A/RES/{rest}"
    letter, digits = rest[:1], rest[1:].lstrip("0")
    if letter in {"c", "r"} and digits.isdecimal():
        yield f"{letter.upper()}{digits}"
        yield f"{letter.upper()}{int(digits):03d}"


def _by_kind(index: Index, text: str) -> list[Node]:
    folded = fold(text).replace("sustainable development goal", "goal").replace("sdg target", "target")
    folded = (
        folded.replace("sdg goal", "goal")
        .partition(":")[0]
        .removesuffix(" of the 2030 agenda for sustainable development")
    )
    words = folded.removesuffix(" of the 2030 agenda").replace("(", " ").replace(")", " ").split()
    if len(words) < 2:  # noqa: PLR2004 - a kind and a number
        return []
    head = words[0].rstrip(".")
    number = words[-1]
    if head in {"sdg", "sdgs"} or (head in {"goal", "target"} and len(words) == 2):  # noqa: PLR2004
        return _sdg(index, number)
    kind = _SHORT_KINDS.get(head, "") or kind_of_word(head)
    if len(words) > 2 or not kind:  # noqa: PLR2004
        return []
    main = _main(index)
    if number.isdecimal():
        return index.by_number(kind, int(number), main.n if main else None) or index.by_number(kind, int(number))
    if kind == "principle" and main:
        return [node for node in index.of_kind(["principle"], main.n) if node.locator.endswith(f".{number}")]
    return []


def _sdg(index: Index, number: str) -> list[Node]:
    kind = "target" if "." in number else "goal"
    node = index.by_id(f"agenda2030/{kind}-{number}")
    return [node] if node else []


def _by_locator(index: Index, text: str) -> list[Node]:
    main = _main(index)
    if main:
        for address in (locator.slug(text), "-".join(text.lower().split())):
            node = index.by_locator(main.n, address) if address else None
            if node:
                return [node]
    return _sdg(index, text.strip().lower()) if "." in text else []


def _by_instrument_and_locator(index: Index, text: str) -> list[Node]:
    words = text.replace(",", " ").split()
    for cut in range(len(words) - 1, 0, -1):
        tail = " ".join(words[cut:])
        addresses = [locator.slug(tail), "-".join(words[cut:]).lower(), _annex(tail)]
        heads = _by_id(index, " ".join(words[:cut])) or _by_name(index, " ".join(words[:cut]))
        for head in heads:
            for address in filter(None, addresses):
                node = index.by_locator(head.n, address)
                if node:
                    return [node]
    return []


def _annex(tail: str) -> str:
    """Return the dotted locator of ``annex II, 8 (m)``, '' if the words are none.

    >>> _annex("Annex II 8(m)")
    'annex-ii.8.m'
    """
    words = tail.lower().replace(",", " ").split()
    if len(words) < 2 or words[0] != "annex":  # noqa: PLR2004 - annex and its number
        return ""
    inner = locator.slug(" ".join(words[2:])) if words[2:] else ""
    return f"annex-{words[1]}" + (f".{inner}" if inner else "")


def _by_prefix(index: Index, text: str) -> list[Node]:
    if len(fold(text)) < 2:  # noqa: PLR2004 - one letter starts half the corpus
        return []
    numbers = dict.fromkeys(named.node for named in index.named_prefix(text))
    nodes = [index.node(n) for n in numbers]
    if not nodes and " " not in text:
        nodes = index.by_prefix(text.lower(), _MAX_CANDIDATES + 1)
    return nodes


def _main(index: Index) -> Node | None:
    return index.by_id(index.meta().get("main", ""))


def _ambiguous(text: str, nodes: Sequence[Node]) -> AmbiguousReferenceError:
    from compactx.query.close import label  # noqa: PLC0415 - only for a mistake

    shown = [(node.id, label(node)) for node in nodes[:_MAX_CANDIDATES]]
    return AmbiguousReferenceError(f'"{text}" names several things', text=text, candidates=shown)
