"""The exact ways to read words as nodes: id, name, kind and number, locator, locator in an instrument, beginning.

Each reading returns the nodes that the words name by it; choosing among them is :mod:`compactx.query.select`'s work.
"""

from __future__ import annotations

from compactx.model.kinds import family, kind_of_word
from compactx.model.text import fold, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from compactx.index.read import Index, Node

    Reading = Callable[[Index, str], list[Node]]

_SHORT_KINDS = {"obj": "objective", "o": "objective", "princ": "principle", "targets": "target"}
_RESOLUTION_WORDS = ("general assembly resolution ", "ga resolution ", "g.a. res. ", "ga res. ", "ga res ",
                     "resolution ", "res. ", "res ")  # fmt: skip
MAX_CANDIDATES = 12
_YEAR = 4  # digits
_NAMED = ("principle", "action", "commitment")  # "principle 5" is no paragraph 5
_ARTICLES = ("art", "article", "articles")  # of treaties; the main instrument has paragraphs
_BEFORE_NUMBERS = frozenset((*_ARTICLES, "para", "paragraph", "paragraphs", "objective", "goal", "target", "annex"))
_SEVERAL = ("goal", "target")  # numbered as one: target 7 of goal 10 is 10.7
_JOINING = ("of", "in", "the")  # "article 12 of the ICCPR"
_PLACED = (
    "treaty",
    "convention",
    "declaration",
    "protocol",
    "agreement",
    "charter",
)  # often named by their place alone


def _by_id(index: Index, text: str) -> list[Node]:
    node = index.by_id(text.lower())
    if node is None and "/" in text:
        head, _, tail = text.partition("/")
        from compactx.model import locator  # noqa: PLC0415 - names, ids and numbers need none

        kind, number = _kind_and_number(index, tail)
        tail = f"{kind}-{number}" if kind else locator.slug(tail) if "(" in tail else ""
        node = index.by_id(f"{head.lower()}/{tail}") if tail else None
    return [node] if node else []


def _kind_and_number(index: Index, word: str) -> tuple[str, str]:
    """Return the kind and the number in one word, empty if it is none: ``obj-17``, ``o17``, ``SDG10.7``."""
    divided = _divided(word.lower())
    if len(divided) < 2:  # noqa: PLR2004 - a kind and a number
        return "", ""
    head, number = divided
    kind = _SHORT_KINDS.get(head, "") or kind_of_word(head) or _part_name(index, head)[0]
    return _SEVERAL["." in number] if kind in _SEVERAL else kind, number


def _by_bare_number(index: Index, text: str) -> list[Node]:
    """Read 17 as objective 17 of the main instrument; "para 17" is its paragraph."""
    main, number = index.main(), whole(text) if text.isdecimal() else None
    return index.by_number("objective", number, main.n) if main and number is not None else []


def _by_name(index: Index, text: str) -> list[Node]:
    for form in _spellings(text):
        nodes = _named(index, form)
        if nodes:
            return nodes
    owned = _by_owner_and_name(index, text)
    if owned:
        return owned
    words = text.split()
    if "-" not in text and sum(map(str.isalpha, words)) < 2 and _YEAR not in map(len, words):  # noqa: PLR2004 - side by side
        return []
    from compactx.query.spellings import other_names  # noqa: PLC0415 - only where no name fits as it stands

    return next(filter(None, (_named(index, one) for one in other_names(text))), [])


def _named(index: Index, form: str) -> list[Node]:
    """Return what has this name.

    Of headings that several documents share, the main instrument's counts; of a class and things that say they share
    its name, a series and its resolutions, the class.
    """
    found = index.named(form)
    nodes = [index.node(n) for n in dict.fromkeys(named.node for named in found)]
    known = [node for node in nodes if not node.locator]
    sure = {named.node for named in found if not named.ambiguous}
    classes = [node for node in known if node.kind == "class" and sure == {node.n}]
    if classes or known or len(nodes) < 2:  # noqa: PLR2004 - one heading is no choice
        return classes or known or nodes
    main = index.main()
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
    if "/" in rest and (rest[:1].isdecimal() or rest.startswith(("s-", "es-"))):  # special sessions are numbered apart
        yield f"A/RES/{rest}"
    letter, digits = rest[:1], rest[1:].lstrip("0")
    number = whole(digits)
    if letter in {"c", "r"} and number is not None:
        yield f"{letter.upper()}{digits}"
        yield f"{letter.upper()}{number:03d}"


def _by_kind(index: Index, text: str) -> list[Node]:
    words = fold(text).partition(":")[0].replace("(", " ").replace(")", " ").split()
    if len(words) == 1:
        words = _divided(words[0])
    if len(words) < 2:  # noqa: PLR2004 - a kind and a number
        return []
    head, number = words[0].rstrip("."), words[-1]
    kind = _SHORT_KINDS.get(head, "") or kind_of_word(head)
    if not kind and number[0].isdecimal():
        return _by_part_name(index, words[:-1], number)
    if kind in _SEVERAL and len(words) == 2:  # noqa: PLR2004 - a kind and a number
        main, counted = index.main(), whole(number)
        own = index.by_number(kind, counted, main.n) if main and counted is not None else []
        return own or _bare_part(index, number, _SEVERAL)
    if kind == "objective" and not (len(words) == 2 and number.isdecimal()):  # noqa: PLR2004 - as above
        from compactx.model import locator  # noqa: PLC0415 - as above

        if "." in (address := locator.slug(" ".join(words[1:]))):
            return _item_of_objective(index, address)
    return _numbered(index, kind, number) if kind and len(words) == 2 else []  # noqa: PLR2004 - a kind and a number


def _numbered(index: Index, kind: str, number: str) -> list[Node]:
    main, counted = index.main(), whole(number)
    if counted is not None:
        found = index.by_number(kind, counted, main.n if main else None) or index.by_number(kind, counted)
        lettered = index.of_kind(["principle"], main.n) if main and kind == "principle" and not found else []
        return found or lettered[counted - 1 : counted] if counted else []
    if kind == "principle" and main and counted is None:
        return [node for node in index.of_kind(["principle"], main.n) if node.locator.endswith(f".{number}")]
    return []


def _divided(word: str) -> list[str]:
    """Divide ``obj17`` into its kind and its number.

    >>> _divided("obj17"), _divided("o-17"), _divided("sdg10.7"), _divided("c189"), _divided("17")
    (['obj', '17'], ['o', '17'], ['sdg', '10.7'], ['c189'], ['17'])
    """
    at = next((at for at, char in enumerate(word) if char.isdecimal()), 0)
    kind = word[:at].rstrip("-.")
    known = kind in _SHORT_KINDS or kind_of_word(kind) or len(kind) > 1
    return [kind, word[at:]] if kind and known else [word]


def _item_of_objective(index: Index, address: str) -> list[Node]:
    """Read "objective 7(a)": the clauses of an objective are lettered below the paragraph of its commitment."""
    number, _, letter = address.partition(".")
    main = index.main()
    counted = whole(number)
    nodes = index.by_number("objective", counted, main.n) if main and counted is not None else []
    found = [
        index.by_locator(main.n, f"{part.locator}.{letter}")
        for node in nodes
        for part in index.children(node.n)
        if main and part.kind == "commitment"
    ]
    return [node for node in found if node]


def _by_part_name(index: Index, words: list[str], number: str) -> list[Node]:
    """Read "SDG 10", "SDG target 10.7": what the parts of an instrument are called, in its entry."""
    named, whole = _part_name(index, " ".join(words))
    if not named and kind_of_word(words[-1]) and len(words) > 1:
        named, whole = _part_name(index, " ".join(words[:-1]))
    if named in _SEVERAL and number[-1].isalpha() and number[:-1].isdecimal():
        number = f"{number[:-1]}.{number[-1]}"  # MDG 5A is target 5.a
    return _part(index, whole, number, _SEVERAL if named in _SEVERAL else (named,)) if named else []


def _part_name(index: Index, name: str) -> tuple[str, int]:
    """Return the kind of part that is called so in the entry of an instrument and its number; '' and 0 if none is."""
    from compactx.index.instruments import part_names  # noqa: PLC0415 - few references name a part so

    return part_names(index).get(name, ("", 0))


def _part(index: Index, whole: int, number: str, kinds: tuple[str, ...]) -> list[Node]:
    """Return the part of an instrument that a number means; of goals, a number with a stop is a target: 10.7."""
    node = index.by_locator(whole, f"{kinds[-1] if '.' in number else kinds[0]}-{number}")
    return [node] if node else []


def _bare_part(index: Index, number: str, kinds: tuple[str, ...]) -> list[Node]:
    """Return the part with a number that texts cite without its instrument."""
    from compactx.index.instruments import bare_parts  # noqa: PLC0415 - as above

    whole = bare_parts(index).get(kinds[-1] if "." in number else kinds[0])
    return _part(index, whole.n, number, kinds) if whole else []


def _by_locator(index: Index, text: str) -> list[Node]:
    from compactx.model import locator  # noqa: PLC0415 - as above

    main = index.main()
    head = text.lower().split(" ")[0].rstrip(".")
    if main and head not in _ARTICLES:
        for address in (locator.slug(text), "-".join(text.lower().split())):
            node = index.by_locator(main.n, address) if address else None
            if node and (head not in _NAMED or node.kind == head):
                return [node]
    return _bare_part(index, text.strip().lower(), _SEVERAL) if "." in text else []


def _by_instrument_and_locator(index: Index, text: str) -> list[Node]:
    from compactx.model import locator  # noqa: PLC0415 - as above

    for named, tail in divisions(index, text):
        parts = [node for node in _by_kind(index, tail) if node.instrument == named.n] if " " in tail else []
        if len(parts) == 1:
            return parts
        spelt = (locator.slug(tail), "-".join(tail.split()).lower(), locator.annex(tail), locator.article(tail))
        for address in filter(None, spelt):
            node = index.by_locator(named.n, address)
            if node:
                return [node]
        bare = _bare_part(index, tail.lower(), _SEVERAL) if tail[:1].isdecimal() and " " not in tail else []
        if bare and bare[0].instrument == named.n:
            return bare
    return []


def divisions(index: Index, text: str) -> Iterator[tuple[Node, str]]:
    """Yield each instrument that the words name, and the address beside it: "CRC article 3", "art 3 of the CRC".

    An id and a place written as an id is written count too: "gcm/33b", "crc/37(a)".
    """
    head, slash, tail = text.partition("/")
    whole = index.by_id(head.strip().lower()) if slash and tail.strip() else None
    if whole is not None:
        yield whole, tail.strip()
    words = text.replace(",", " ").split()
    for cut in range(len(words) - 1, 0, -1):
        name = " ".join(words[:cut])
        for named in _by_id(index, name) or _by_name(index, name):
            yield named, " ".join(words[cut:])
    if not words or words[0].lower().rstrip(".") not in _BEFORE_NUMBERS:
        return
    for cut in range(len(words) - 1, 1, -1):
        rest = words[cut:]
        if words[cut - 1].lower() in _JOINING:
            continue
        while len(rest) > 1 and rest[0].lower() in _JOINING:
            rest = rest[1:]
        name = " ".join(rest)
        for named in _by_id(index, name) or _by_name(index, name):
            yield named, " ".join(words[:cut])


def by_prefix(index: Index, text: str) -> list[Node]:
    """Return what has a name, or else an id, that starts with the text; nothing for a single letter.

    A symbol that ends in a digit is no beginning of one with more digits: A/RES/62/2 is not A/RES/62/270. Where nothing
    starts so, a place alone may be meant: Pelindaba, of the Treaty of Pelindaba.
    """
    if len(fold(text)) < 2:  # noqa: PLR2004 - one letter starts half the corpus
        return []
    found = index.named_prefix(text)
    if "/" in text and text[-1].isdecimal():
        length = len(fold(text))
        found = [named for named in found if not fold(named.name)[length : length + 1].isdecimal()]
    numbers = dict.fromkeys(named.node for named in found)
    nodes = [index.node(n) for n in numbers]
    if not nodes and " " not in text:
        nodes = index.by_prefix(text.lower(), MAX_CANDIDATES + 1)
    if not nodes and text.replace(" ", "").replace("-", "").isalpha():
        placed = (named.node for word in _PLACED for named in index.named_prefix(f"{word} of {text}"))
        nodes = [index.node(n) for n in dict.fromkeys(placed)]
    return nodes


READINGS: tuple[tuple[str, Reading], ...] = (
    ("id", _by_id),
    ("name", _by_name),
    ("kind and number", _by_kind),
    ("bare number", _by_bare_number),
    ("locator", _by_locator),
    ("locator in an instrument", _by_instrument_and_locator),
)
