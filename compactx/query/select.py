"""Words to one node of the graph, descriptions of provisions, and what could have been meant where nothing fits."""

from __future__ import annotations

from compactx.errors import AmbiguousReferenceError, SelectionError, UnknownReferenceError, UsageError
from compactx.model.kinds import family, kind_of_word
from compactx.model.record import Record
from compactx.model.text import fold
from compactx.query.readings import MAX_CANDIDATES, READINGS, by_prefix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from compactx.index.read import Index, Node

    Named = Callable[[Index, str], "Node | None"]
    Exact = Callable[[Index, str], "Selection | None"]

_BETWEEN = (" on ", " about ")
_WORDS = frozenset({
    "proposal", "proposals", "theme", "statement", "principle", "criticism", "paper", "report", "recommendation",
    "idea", "view", "element",
})  # fmt: skip
_LITTLE = frozenset({"a", "an", "and", "for", "in", "of", "the", "to"})
_KINDS = ("proposal", "theme", "statement", "principle")
_ISSUED = frozenset({"issued-by", "adopted-by"})
_JOINED_BY = ("and", "&")  # between two references
_SHOWN = 6
_CLOSE = 3
_COUNTED = ("objective", "principle", "target", "goal", "paragraph")
_ALIKE_KIND = 0.7  # of what somebody typed and a kind
_ALIKE = 0.8  # of two names; below that they look unlike: children and China, Cartagena and the Charter
_MAX_TEXT = 400


def described(index: Index, text: str, named: Named) -> list[Node]:
    """Return the provisions that a description fits; ``named`` reads the owner's name."""
    owner, word, subject = _divided(text)
    words = _stems(subject)
    if not words or not (owner or word):
        return []
    found = dict.fromkeys(similar.node for similar in index.similar_names(subject) if words <= _stems(similar.name))
    nodes = [node for node in map(index.node, found) if node.locator]
    if owner and nodes:
        whose = _named(index, owner, named)
        nodes = [node for node in nodes if whose and _is_of(index, node, whose)]
    return _outermost([node for node in nodes if node.kind == word] or nodes)


def _outermost(nodes: list[Node]) -> list[Node]:
    """Leave out what stands inside another of the provisions."""
    rows = {node.n for node in nodes}
    return [node for node in nodes if node.parent not in rows]


def offered(index: Index, text: str, named: Named) -> list[Node]:
    """Return what an owner does say, when its description fits nothing."""
    owner, _, subject = _divided(text)
    whose = _named(index, owner, named) if owner and subject else None
    documents = _documents(index, whose) if whose else []
    return [node for document in documents for node in index.of_kind(_KINDS, document)][:_SHOWN]


def _divided(text: str) -> tuple[str, str, str]:
    """Return owner, word and subject, all empty if the text is no description.

    >>> _divided("IOM's proposal on borders"), _divided("Genina on peer review"), _divided("IMRF")
    (('IOM', 'proposal', 'borders'), ('Genina', '', 'peer review'), ('', '', ''))
    """
    at, between = min(((text.lower().find(one), one) for one in _BETWEEN if one in text.lower()), default=(-1, ""))
    if at < 0:
        return "", "", ""
    head = text[:at].split()
    word = head.pop().lower() if head and head[-1].lower() in _WORDS else ""
    owner = " ".join(head).removesuffix("'s").removesuffix("\u2019s")
    return owner, word, text[at + len(between) :].strip()


def _stems(text: str) -> frozenset[str]:
    """Return the words of a text without little ones and without the s of a plural."""
    words = (word.strip(".,:;()'") for word in fold(text).replace("-", " ").split())
    return frozenset(word.removesuffix("s") for word in words if word and word not in _LITTLE)


def _named(index: Index, owner: str, named: Named) -> Node | None:
    try:
        return named(index, owner)
    except SelectionError:
        return None


def _is_of(index: Index, node: Node, whose: Node) -> bool:
    return node.instrument in _documents(index, whose) or whose.id in index.facts(node.n).get("speaker", [])


def _documents(index: Index, whose: Node) -> list[int]:
    issued = [edge.src for edge in index.edges_to(whose.n) if edge.relation in _ISSUED]
    return [whose.n, *issued]


def _above(index: Index, text: str) -> Node | None:
    """Return what would hold a clause that is not there: paragraph 33 for 33(z), the goals for goal 18."""
    from compactx.model import locator  # noqa: PLC0415 - only when nothing matched

    main = index.main()
    address = locator.parent(locator.slug(text))
    if main and address:
        return index.by_locator(main.n, address)
    words = text.split()
    kind = kind_of_word(words[0]) if len(words) == 2 and words[1].isdecimal() else ""  # noqa: PLR2004 - kind, number
    row = next((node.parent for node in index.of_kind([kind], main.n if main else None)), None) if kind else None
    return index.node(row) if row is not None else None


def close(index: Index, text: str, exact: Exact) -> list[tuple[str, str]]:
    """Return up to three things that are named much like the text."""
    from compactx.model.resemblance import resemblance  # noqa: PLC0415 - only when nothing matched

    words = text.split()
    score, kind = max((resemblance(one, words[0].lower(), _ALIKE_KIND), one) for one in _COUNTED)
    corrected = exact(index, " ".join([kind, *words[1:]])) if score and len(words) > 1 else None
    above = corrected.node if corrected else _above(index, text)
    found = {above.id: above.caption} if above else {}
    folded = fold(text)
    ranked = [(resemblance(folded, fold(named.name), _ALIKE), named) for named in index.similar_names(text)]
    for score, named in sorted(ranked, key=lambda pair: -pair[0]):
        if score >= _ALIKE and len(found) < _CLOSE:
            node = index.node(named.node)
            found.setdefault(node.id, node.caption)
    return list(found.items())


INSIDE = "inside"  # how: what was asked for stands in the part returned, which is the smallest described here


class Selection(Record):
    """What a reference was read as, and by which reading; ``told`` is what to say of a place that has no page."""

    node: Node
    how: str
    text: str
    told: str = ""


def select(index: Index, text: str) -> Selection:
    """Return the one thing that a reference means.

    Raises:
        UsageError: the reference is empty or too long to be one.
        UnknownReferenceError: nothing is named so; close matches are attached.
        AmbiguousReferenceError: several things are; all are attached.
    """
    text = _readable(text)
    if not text:
        raise UsageError("the reference is empty", hint='compactx show objective 17, or compactx refs "2030 Agenda"')
    if len(text) > _MAX_TEXT:
        raise UsageError(f"the reference has {len(text)} characters; none is longer than {_MAX_TEXT}")
    found = exact(index, text)
    if found:
        return found
    inner = _inside(index, text) or _in_begun(index, text)
    if inner:
        return inner
    nodes = by_prefix(index, text)
    if len(nodes) == 1:
        return Selection(nodes[0], "prefix", text)
    nodes = nodes or _described(index, text)
    if len(nodes) == 1:
        return Selection(nodes[0], "description", text)
    if nodes:
        raise _ambiguous(text, nodes)
    from compactx.index.links import dangling_rows  # noqa: PLC0415 - as above

    offers = [(node.id, node.caption) for node in offered(index, text, _owner)]
    offers = offers or close(index, text, exact)
    lost = dangling_rows(index, [text.lower()])
    led = f", though {len(lost)} reference{'s lead' if len(lost) > 1 else ' leads'} there" if lost else ""
    hint = "" if offers or not text.isalpha() else f"compactx search {text}, or compactx list"
    raise UnknownReferenceError(f'nothing is named "{text}"{led}', text=text, candidates=offers, hint=hint)


def _inside(index: Index, text: str) -> Selection | None:
    """Return the smallest part described here around a place that exists; raises as ``surrounding``."""
    from compactx.query.inside import surrounding  # noqa: PLC0415 - only when nothing is named so

    found = surrounding(index, text)
    return Selection(found.node, INSIDE, text, found.told) if found else None


def _in_begun(index: Index, text: str) -> Selection | None:
    """Return a place in an instrument whose name is not written to its end: "African Charter 12".

    Raises:
        UnknownReferenceError: the instrument has no such place.
    """
    words = text.split()
    for cut in range(len(words) - 1, 0, -1):
        head = " ".join(words[:cut])
        begun = [node for node in by_prefix(index, head) if not _is_counted(index, node, head)]
        if len(begun) == 1 and not begun[0].locator and family(begun[0].kind) == "instrument":
            place = f"{begun[0].id} {' '.join(words[cut:])}"
            found = exact(index, place) or _inside(index, place)
            if found:
                told = found.told.replace(place, text)
                return Selection(found.node, INSIDE if told else "prefix", text, told)
    return None


def _is_counted(index: Index, node: Node, head: str) -> bool:
    """Say whether a number goes on a name where it breaks off: Additional Protocol I, of which II is no part."""
    from compactx.model import locator  # noqa: PLC0415 - as above

    begun = f"{fold(head)} "
    names = (fold(named.name) for named in index.names_of(node.n))
    words = (name.removeprefix(begun).split(" ")[0] for name in names if name.startswith(begun))
    return any(word.isdecimal() or locator.roman_value(word) for word in words)


def _described(index: Index, text: str) -> list[Node]:
    if " on " not in text and " about " not in text:
        return []

    return described(index, text, _owner)


def _owner(index: Index, text: str) -> Node | None:
    """Return what the owner in a description names, exactly or as the beginning of one name."""
    found = exact(index, text)
    nodes = [found.node] if found else by_prefix(index, text)
    return nodes[0] if len(nodes) == 1 else None


def select_many(index: Index, words: Sequence[str]) -> list[Selection]:
    """Return what one or several references mean, written without quotes one after another.

    All words together are tried first; then the longest runs of words that name something exactly.

    Raises:
        UsageError, UnknownReferenceError, AmbiguousReferenceError: as :func:`select`.
    """
    if together := _together(index, words):
        return together
    found: list[Selection] = []
    at = 0
    while at < len(words):
        last = found[-1] if found else None
        runs = ((end, exact(index, _again(last, " ".join(words[at:end])))) for end in range(len(words), at, -1))
        end, longest = next(((end, run) for end, run in runs if run), (0, None))
        if found and end in {0, at + 1} and words[at] in _JOINED_BY and at + 1 < len(words):
            at += 1  # no Andorra, whose code it is
            continue
        if longest is None:
            if not found:
                return [select(index, " ".join(words))]
            rest = " ".join(words[at:])
            if family(found[-1].node.kind) == "instrument" and rest.lower().startswith(("art", "para", "footnote")):
                raise _no_such_clause(found[-1], rest, (found[-1].node,))
            if rest.isdecimal() and family(found[-1].node.kind) == "actor":
                return [*found[:-1], select(index, f"{found[-1].text} {rest}")]  # what somebody numbers: ILO 190
            return [*found, select(index, rest)]
        if found:
            _refuse_foreign_clause(found[-1], longest)
        found.append(longest)
        at = end
    return found


def _together(index: Index, words: Sequence[str]) -> list[Selection]:
    """Return what all words together mean, nothing if they are several references; raises as :func:`select`."""
    whole = " ".join(words)
    if len(whole) > _MAX_TEXT:
        return [select(index, whole)]
    if named := exact(index, whole):
        return [named]
    if several := each_part(index, whole.split()):
        return [select(index, one) for one in several]
    if len(words) < 2 or _described(index, whole):  # noqa: PLR2004 - one word is one reference
        return [select(index, whole)]
    inner = _inside(index, _readable(whole))
    return [inner] if inner else []


def each_part(index: Index, words: Sequence[str]) -> list[str]:
    """Return one reference for each number behind a kind or what parts are called besides, nothing if none is meant."""
    from compactx.index.instruments import part_names  # noqa: PLC0415 - as above
    from compactx.query.spellings import each_of  # noqa: PLC0415 - as above

    return each_of(words, part_names(index)) if len(words) > 2 or (words and "-" in words[-1]) else []  # noqa: PLR2004 - a name and one number


def _again(before: Selection | None, text: str) -> str:
    """Return what a text means behind another reference: the 6 of "objective 5 6" is an objective, not paragraph 6.

    Behind an article a number is an article of the same treaty.
    """
    if before is not None and before.node.kind == "article" and text.isdecimal():
        return f"{before.node.id.partition('/')[0]} article {text}"
    counted = (
        before is not None
        and before.how in {"kind and number", "bare number"}
        and before.node.kind in {"objective", "goal"}
    )
    return f"{before.node.kind} {text}" if counted and before and text.isdecimal() else text


def _refuse_foreign_clause(before: Selection, after: Selection) -> None:
    """Refuse "ICCPR 12": a number behind an instrument means its clause, and never one of the main instrument.

    Raises:
        UnknownReferenceError: a bare locator was read in another instrument than the one that stands before it.
    """
    whole, clause = before.node, after.node
    if after.how in {"locator", "bare number"} and family(whole.kind) == "instrument" and clause.instrument != whole.n:
        raise _no_such_clause(before, after.text, (whole, clause))


def _no_such_clause(before: Selection, text: str, nodes: Sequence[Node]) -> UnknownReferenceError:
    offers = [(node.id, node.caption) for node in nodes]
    message = f'nothing of {before.node.id} is known here as "{text}"'
    return UnknownReferenceError(message, text=f"{before.text} {text}", candidates=offers)


def select_pair(index: Index, words: Sequence[str]) -> tuple[Selection, Selection]:
    """Return the two ends of ``A [to] B``.

    Raises:
        UsageError: there are not two ends, or the words can be divided in several ways.
        UnknownReferenceError, AmbiguousReferenceError: as :func:`select`.
    """
    for at in [i for i, word in enumerate(words) if word.lower() == "to" and 0 < i < len(words) - 1]:
        first = select(index, " ".join(words[:at]))
        return first, select(index, _again(first, " ".join(words[at + 1 :])))
    if "to" in (words[0].lower(), words[-1].lower()):
        raise UsageError(f'"{" ".join(words)}" lacks one of its two ends', hint="compactx path objective 22 to ILO")
    if len(words) == 2 and not exact(index, " ".join(words)):  # noqa: PLR2004 - two words are the two ends
        return select(index, words[0]), select(index, words[1])
    splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    pairs = [(a, b) for left, right in splits if (a := exact(index, left)) and (b := exact(index, _again(a, right)))]
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
    for form in _forms(text):
        for how, reading in READINGS:
            nodes = reading(index, form) if form else []
            if len(nodes) == 1:
                return Selection(nodes[0], how, text)
            if nodes:
                raise _ambiguous(text, nodes)
    return None


def _forms(text: str) -> Iterator[str]:
    """Yield a reference as it stands, without the end of a sentence, and as others write it, each once."""
    yield text
    bare = text.rstrip(".,;:")
    if bare != text:
        yield bare
    from compactx.query.spellings import respelled  # noqa: PLC0415 - only where no reading fits

    other = respelled(text)
    if other not in {text, bare}:
        yield other


def _readable(text: str) -> str:
    r"""Return a reference with single spaces; what no name can hold (NUL, bytes that were no UTF-8) becomes U+FFFD.

    >>> _readable(" objective   17 "), _readable("gcm\0")
    ('objective 17', 'gcm\ufffd')
    """
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\0", "\ufffd")


def _ambiguous(text: str, nodes: Sequence[Node]) -> AmbiguousReferenceError:
    shown = [(node.id, node.caption) for node in nodes[:MAX_CANDIDATES]]
    return AmbiguousReferenceError(f'"{text}" names several things', text=text, candidates=shown)
