"""What was typed to an expression that the text index can read.

::

    query  = part {["AND" | "OR" | "NOT"] part}         parts side by side must all occur
    part   = term | near | "(" query ")"
    near   = term "NEAR" ["/" number] term | "NEAR(" term {term} ["," number] ")"
    term   = word ["*"] | '"' words '"' ["*"]           a phrase is found as written, "*" ends a beginning

Operators are written in capitals; everything else is a word. A plain word also finds its regular plural or singular.
A word with punctuation inside (``non-refoulement``, ``A/RES/70/1``) is found as the phrase that it is. What does not
follow the grammar is searched as plain words, and said: no query is an error of syntax.
"""

from __future__ import annotations

from compactx.errors import UsageError
from compactx.model.record import Record
from compactx.model.text import any_form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_TEXT = 400
_OPERATORS = ("AND", "OR", "NOT")
_NEAR = 10
_FAR = 10_000
_MAX_DEPTH = 8
_TELLING = 4  # letters of a word that is looked for without its phrase


class SearchTerm(Record):
    """Words that stand beside each other; ``prefix`` leaves the end of the last one open, ``exact`` is a phrase."""

    words: tuple[str, ...]
    prefix: bool = False
    exact: bool = False


class Query(Record):
    """A query as it was understood: its tokens, and why it could not be read as written ('' if it could).

    A token is a term, an operator, a parenthesis, or a group of terms near each other with a distance.
    """

    tokens: tuple[SearchTerm | str | Proximity, ...]
    problem: str = ""

    @property
    def terms(self) -> tuple[SearchTerm, ...]:
        """All words and phrases of the query in order, those of NEAR(...) among them."""
        found: list[SearchTerm] = []
        for token in self.tokens:
            if not isinstance(token, str):
                found += token.terms if isinstance(token, Proximity) else (token,)
        return tuple(found)

    @property
    def is_plain(self) -> bool:
        """Say whether it is words side by side and nothing else."""
        return all(isinstance(token, SearchTerm) and not token.exact for token in self.tokens)

    def loosened(self) -> Query:
        """Return the query with each phrase taken for its longer words, in any order."""
        tokens = list[SearchTerm | str | Proximity]()
        for token in self.tokens:
            if isinstance(token, SearchTerm) and token.exact and len(token.words) > 1:
                telling = [word for word in token.words if len(word) >= _TELLING] or token.words
                tokens += ["(", *(SearchTerm((word,)) for word in telling), ")"]
            else:
                tokens.append(token)
        return Query(tuple(tokens), self.problem)


class Proximity(Record):
    """Terms with at most so many words between them."""

    terms: tuple[SearchTerm, ...]
    distance: int


def read_query(text: str) -> Query:
    """Return a query as typed.

    Raises:
        UsageError: there is no word in it, or it is too long.

    >>> read_query('child*').tokens
    (SearchTerm(words=('child',), prefix=True, exact=False),)
    >>> read_query('GFMD OR "best interests"').tokens[1:]
    ('OR', SearchTerm(words=('best', 'interests'), prefix=False, exact=True))
    >>> read_query('remittances AND (').problem
    'a parenthesis is not closed'
    >>> read_query('boat NEAR()').tokens
    (SearchTerm(words=('boat',), prefix=False, exact=False),)
    """
    if len(text) > MAX_TEXT:
        raise UsageError(f"the query has {len(text)} characters; the longest is {MAX_TEXT}")
    pieces = _pieces(text)
    problem = "a quotation mark is not closed" if text.count('"') % 2 else ""
    tokens = _joined(_tokens(pieces))
    problem = problem or _problem(tokens)
    found = Query(tuple(tokens))
    if not found.terms:
        raise UsageError("there is no word to search for", hint="compactx search remittances")
    if problem:
        words = (piece.strip('"()*') for piece in pieces if piece not in _OPERATORS and not piece.startswith("NEAR"))
        return Query(tuple(term for word in words if (term := _term(word))) or found.terms, problem)
    return found


def _pieces(text: str) -> list[str]:
    """Return words, phrases with their quotation marks (and star), and parentheses."""
    found, at = list[str](), 0
    text = text.replace("\u201c", '"').replace("\u201d", '"')
    while at < len(text):
        char = text[at]
        end = at + 1
        if char == '"':
            close = text.find('"', at + 1)
            end = len(text) if close < 0 else close + 1
            end += text[end : end + 1] == "*"
        elif not char.isspace() and char not in "()":
            while end < len(text) and not text[end].isspace() and text[end] not in '"()':
                end += 1
            end = _with_letters_in_brackets(text, at, end)
        if not char.isspace():
            found.append(text[at:end])
        at = end
    return found


def _with_letters_in_brackets(text: str, at: int, end: int) -> int:
    """Return where a word ends that goes on in brackets, as ``33(a)`` does; ``NEAR(`` does not."""
    while text[at].isdecimal() and text[end : end + 1] == "(":
        close = text.find(")", end)
        if close < 0 or not text[end + 1 : close].isalnum():
            break
        end = close + 1
    return end


def _tokens(pieces: Sequence[str]) -> list[SearchTerm | str | Proximity]:
    found, at = list[SearchTerm | str | Proximity](), 0
    while at < len(pieces):
        piece = pieces[at]
        if piece == "NEAR" and pieces[at + 1 : at + 2] == ["("] and ")" in pieces[at:]:
            end = pieces.index(")", at)
            near = _near_group(pieces[at + 2 : end])
            found += [near] if near.terms else []
            at = end
        elif piece in _OPERATORS or piece in "()" or piece == "NEAR" or piece.startswith("NEAR/"):
            found.append(piece)
        elif term := _term(piece):
            found.append(term)
        at += 1
    return found


def _near_group(pieces: Sequence[str]) -> Proximity:
    """Return ``NEAR(a b, 5)``."""
    words = " ".join(pieces).rpartition(",") if "," in " ".join(pieces) else (" ".join(pieces), "", "")
    inside = _pieces(words[0] if words[2].strip().isdecimal() else " ".join(pieces))
    terms = tuple(term for piece in inside if (term := _term(piece)))
    return Proximity(terms, min(int(words[2]), _FAR) if words[2].strip().isdecimal() else _NEAR)


def _joined(tokens: Sequence[SearchTerm | str | Proximity]) -> list[SearchTerm | str | Proximity]:
    """Put ``a NEAR/5 b`` together."""
    found = list[SearchTerm | str | Proximity]()
    queue = list(tokens)
    while queue:
        token = queue.pop(0)
        before = found[-1] if found else ""
        if not (isinstance(token, str) and token.startswith("NEAR")):
            found.append(token)
        elif isinstance(before, (SearchTerm, Proximity)) and queue and isinstance(after := queue[0], SearchTerm):
            number = token.partition("/")[2]
            terms = before.terms if isinstance(before, Proximity) else (before,)
            found[-1] = Proximity((*terms, after), min(int(number), _FAR) if number.isdecimal() else _NEAR)
            del queue[0]
        elif term := _term(token):
            found.append(term)
    return found


def _term(piece: str) -> SearchTerm | None:
    """Return a word or a phrase, None if there is no letter or digit in it."""
    exact = piece.startswith('"')
    prefix = piece.endswith("*")
    words = "".join(c if c.isalnum() else " " for c in piece.strip('"*').lower()).split()
    return SearchTerm(tuple(words), prefix, exact) if words else None


def _problem(tokens: Sequence[SearchTerm | str | Proximity]) -> str:
    """Return what is wrong with the order of the tokens, '' if nothing is."""
    depth, before = 0, "("
    for token in tokens:
        kind = token if isinstance(token, str) else "term"
        if kind in _OPERATORS and (before == "(" or before in _OPERATORS):
            return f"{kind} needs words on both sides"
        if kind == ")" and (before == "(" or before in _OPERATORS):
            return "a parenthesis holds no words" if before == "(" else f"{before} needs words on both sides"
        depth += (kind == "(") - (kind == ")")
        if depth < 0:
            return "a parenthesis is not opened"
        if depth > _MAX_DEPTH:
            return "parentheses are nested too deep"
        before = kind
    if before in _OPERATORS:
        return f"{before} needs words on both sides"
    return "a parenthesis is not closed" if depth else ""


def expression(query: Query, corrections: Mapping[str, str] | None = None, *, any_of: bool = False) -> str:
    """Return the query in the language of the text index.

    ``corrections`` replaces words, ``any_of`` asks for one of the terms instead of all. Plain words side by side rank
    higher where they stand in that order.

    >>> expression(read_query("remittance NOT tax*"))
    '("remittance" OR "remittances") NOT "tax" *'
    >>> expression(read_query("labour mobility"))
    '(("labour" OR "labours") AND ("mobility" OR "mobilities")) OR "labour mobility"'
    """
    replaced = corrections or {}
    if any_of:
        return " OR ".join(_matched(term, replaced) for term in query.terms)
    out, before = list[str](), "("
    for token in query.tokens:
        kind = token if isinstance(token, str) else "term"
        if before in {"term", ")"} and kind in {"term", "("}:
            out.append("AND")
        out.append(_written(token, replaced))
        before = kind
    whole = " ".join(out)
    if query.is_plain and len(query.tokens) > 1:
        words = " ".join(replaced.get(word, word) for term in query.terms for word in term.words)
        return f'({whole}) OR "{words}"'
    return whole


def _written(token: SearchTerm | str | Proximity, replaced: Mapping[str, str]) -> str:
    if isinstance(token, str):
        return token
    if isinstance(token, Proximity):
        inside = " ".join(_phrase(term, replaced) for term in token.terms)
        return f"NEAR({inside}, {token.distance})"
    return _matched(token, replaced)


def _matched(term: SearchTerm, replaced: Mapping[str, str]) -> str:
    phrase = _phrase(term, replaced)
    if term.exact or term.prefix or len(term.words) > 1:
        return phrase
    return any_form(replaced.get(term.words[0], term.words[0]))


def _phrase(term: SearchTerm, replaced: Mapping[str, str]) -> str:
    words = " ".join(replaced.get(word, word) for word in term.words)
    return f'"{words}" *' if term.prefix else f'"{words}"'
