"""How shells ask for completions, and how an answer is quoted for each.

A script only hands over the line and shows the answer; all reading of quotation marks is done here, the same for
every shell. ``compactx completion SHELL -- LINE`` is what the scripts call.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

SHELLS = ("bash", "fish", "powershell", "zsh")
FILES_MARK = ":files"
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./,+@%^=:")

_BASH = """# bash completion of compactx. Try it:   source <(compactx completion bash)
# Keep it:  compactx completion bash > ~/.local/share/bash-completion/completions/compactx
_compactx() {
    local line reply=()
    COMPREPLY=()
    while IFS= read -r line; do
        reply+=("$line")
    done < <(command compactx completion bash -- "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
    if [[ ${reply[0]-} == ":files" ]]; then
        compopt -o default 2>/dev/null
        return
    fi
    COMPREPLY=("${reply[@]}")
}
complete -F _compactx compactx
"""
_ZSH = """#compdef compactx
# zsh completion of compactx. Try it:   source <(compactx completion zsh)
# Keep it:  compactx completion zsh > a folder of your $fpath, as _compactx
_compactx() {
    local value about
    local -a values shown
    while IFS=$'\\t' read -r value about; do
        if [[ $value == ":files" ]]; then
            _files
            return
        fi
        values+=("$value")
        shown+=("${about:+$value  -- $about}")
        [[ -z ${shown[-1]} ]] && shown[-1]=$value
    done < <(command compactx completion zsh -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
    (( $#values )) && compadd -l -d shown -a values
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _compactx "$@"
else
    compdef _compactx compactx
fi
"""
_FISH = """# fish completion of compactx. Try it:   compactx completion fish | source
# Keep it:  compactx completion fish > ~/.config/fish/completions/compactx.fish
function __compactx_complete
    set -l answer (command compactx completion fish -- (commandline -cp) 2>/dev/null)
    if test "$answer[1]" = ":files"
        __fish_complete_path (commandline -ct)
        return
    end
    printf '%s\\n' $answer
end
complete -c compactx -f -a '(__compactx_complete)'
"""
_POWERSHELL = """# PowerShell completion of compactx. Try it:
#   compactx completion powershell | Out-String | Invoke-Expression
# Keep it:  compactx completion powershell >> $PROFILE
Register-ArgumentCompleter -Native -CommandName compactx -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $line = $commandAst.Extent.Text
    $at = $cursorPosition - $commandAst.Extent.StartOffset
    if ($at -lt $line.Length) { $line = $line.Substring(0, [Math]::Max($at, 0)) } else { $line = $line.PadRight($at) }
    compactx completion powershell -- $line.Replace('"', '\\"') 2>$null | ForEach-Object {
        $value, $shown, $about = $_ -split "`t", 3
        if ($value -ne ':files') {
            $tip = if ($about) { $about } else { $shown }
            [System.Management.Automation.CompletionResult]::new($value, $shown, 'ParameterValue', $tip)
        }
    }
}
"""
_SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}


class ShellAnswer:
    """Candidates as (value, description), or the wish that the shell complete file names."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = (), *, files: bool = False) -> None:
        """Keep the candidates, each once."""
        self.pairs = list(dict(reversed(list(pairs))).items())[::-1]
        self.files = files


def script(shell: str) -> str:
    """Return the script that a shell sources."""
    return _SCRIPTS[shell]


class CommandLine:
    """A command line as far as it is typed, read with a shell's quoting.

    ``words`` are unquoted, the last one unfinished; ``raw`` is that one as typed, from position ``start``, and ``open``
    the quotation mark it is inside of.
    """

    def __init__(self, text: str, escape: str = "\\") -> None:
        r"""Read a line; mistakes in quoting are no errors, the line is not finished yet.

        >>> line = CommandLine('compactx refs "2030 Ag')
        >>> line.words, line.raw, line.open
        (['compactx', 'refs', '2030 Ag'], '"2030 Ag', '"')
        """
        self.words: list[str] = []
        self.start = 0
        self.open = ""
        word: list[str] | None = None
        at = 0
        while at < len(text):
            char = text[at]
            if not self.open and char in " \t\n":
                if word is not None:
                    self.words.append("".join(word))
                word = None
                at += 1
                continue
            if word is None:
                word, self.start = [], at
            at += self._take(text, at, word, escape)
        if word is None:
            self.start = len(text)
        self.words.append("".join(word or []))
        self.raw = text[self.start :]

    def _take(self, text: str, at: int, word: list[str], escape: str) -> int:
        """Read one character, or an escaped pair; return how many were read."""
        char = text[at]
        following = text[at + 1 : at + 2]
        if char == self.open:
            self.open = ""
        elif self.open == "'" or (self.open and char != escape):
            word.append(char)
        elif char == escape:
            if self.open and following not in {'"', "\\", "$", "`"}:
                word.append(char)
                return 1
            word.append(following)
            return 2
        elif char in {'"', "'"}:
            self.open = char
        else:
            word.append(char)
        return 1


def shell_quoted(rest: str, open_quote: str) -> str:
    r"""Return further text for a word that is inside a quotation mark, or inside none.

    >>> shell_quoted("Agenda (2030)", ""), shell_quoted("it's", "'"), shell_quoted('a "b"', '"')
    ('Agenda\\ \\(2030\\)', "it'\\''s", 'a \\"b\\"')
    """
    if open_quote == "'":
        return rest.replace("'", "'\\''")
    if open_quote == '"':
        return "".join(f"\\{c}" if c in '"\\$`' else c for c in rest)
    return "".join(c if c in _PLAIN or not c.isascii() else f"\\{c}" for c in rest)


def bash(answer: ShellAnswer, line: CommandLine, breaks: str) -> list[str]:
    """Return what bash puts in COMPREPLY: readline replaces only what follows the last of its word breaks."""
    typed = line.words[-1]
    cut = _readline_start(line, breaks)
    return [(line.raw + shell_quoted(value[len(typed) :], line.open))[cut:] for value, _ in answer.pairs]


def _readline_start(line: CommandLine, breaks: str) -> int:
    """Return where readline thinks that the unfinished word begins, counted in the word as typed."""
    if line.open:
        return line.raw.rindex(line.open) + 1 if line.open in line.raw else 0
    cut, escaped, inside = 0, False, ""
    for at, char in enumerate(line.raw):
        if escaped:
            escaped = False
        elif char == "\\" and inside != "'":
            escaped = True
        elif inside:
            inside = "" if char == inside else inside
        elif char in {'"', "'"}:
            inside = char
        elif char in breaks:
            cut = at + 1
    return cut


def with_description(answer: ShellAnswer) -> list[str]:
    """Return value and description, as zsh and fish take them; those shells quote by themselves."""
    return [f"{_one_line(value)}\t{_one_line(about)}" if about else _one_line(value) for value, about in answer.pairs]


def powershell(answer: ShellAnswer) -> list[str]:
    """Return value as it is inserted, value as it is shown, and description."""
    out = []
    for value, about in answer.pairs:
        plain = value and all(c in _PLAIN and c not in "@," for c in value)
        inserted = value if plain else "'" + value.replace("'", "''") + "'"
        out.append("\t".join((_one_line(inserted), _one_line(value), _one_line(about))))
    return out


def _one_line(text: str) -> str:
    """Return text without what would end its line or act on a terminal."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
