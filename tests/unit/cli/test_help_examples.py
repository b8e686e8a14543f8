"""Every example of the help gives what its words promise: it ends well, and its answer has as many things as it says.

Examples that need a document, a library or a terminal of yours are told apart by what they name: ``test_own_examples``
has such documents.
"""

from __future__ import annotations

import shlex

import pytest

from compactx.cli.command import all_commands

# What an example names that a newcomer's folder does not have, or that changes it.
OWN = (".docx", ".pdf", ".xml", "texts", ".txt", "my-extract", "resolutions/", "plan-2025", "A/RES/7",
       "labour-ministry", "series-protection", "attach FILE", "--accept", "--recursive", "--print", "verify", "~/",
       "--changed", "--quote")  # fmt: skip
TERMINAL = ("browse", "source <(", "| source", "man -l")
EXAMPLES = [(line, meaning) for command in all_commands() for line, meaning in command.examples]
HERE = [pair for pair in EXAMPLES if not any(word in pair[0] for word in (*OWN, *TERMINAL))]
# The least number of lines of an answer, and words that stand in it, by what the example promises.
PROMISES = {
    "compactx agreed gcm/33.a": (0, ()),
    'compactx agreed "in all its forms and manifestations" --by year': (0, ()),
    "compactx cite 33b": (1, ("resolution 73/195, annex, para. 33 (b)",)),
    "compactx cite ICCPR --style oscola,bluebook": (4, ("999 UNTS 171", "999 U.N.T.S. 171")),
    "compactx search remittances --kind action --ids | compactx cite - --ibid": (5, ("Ibid.", "para. 36")),
    "compactx cite gcm agenda2030 --style bibtex": (20, ("@techreport{gcm", "@techreport{agenda2030")),
    "compactx compare objective 5 objective 6": (15, ("objective 5", "objective 6")),
    "compactx impact 43 --ids | compactx show -": (20, ("review",)),
    "compactx list objectives": (23, ("objective 23",)),
    "compactx list treaties --legal binding": (130, ("crc",)),
    "compactx list actions --in gcm --ids": (187, ("gcm/33.a",)),
    "compactx list resolutions --as-of 2019": (5, ("ny-declaration",)),
    "compactx list states --voted against --in gcm": (5, ("Hungary",)),
    "compactx list actions --by objective": (23, ("objective-23", "gcm/33.a")),
    "compactx list treaties --sort cited -n 10": (10, ("unfccc",)),
    "compactx matrix objectives instruments": (14, ("objective-6",)),
    "compactx matrix objectives actors --holes": (30, ("row", "column")),
    "compactx matrix states treaties": (150, ("party", "crc")),
    "compactx matrix objectives instruments --clauses --csv": (10, ("gcm/17.d",)),
    "compactx path objective 22 to ILO": (2, ("ilo",)),
    'compactx path "Paris Agreement" to IMRF -n 3': (6, ("imrf",)),
    "compactx path ICERD to SDG 10 --avoid gcm": (2, ("icerd",)),
    'compactx refs "2030 Agenda"': (40, ("gcm", "agenda2030")),
    "compactx refs IMRF --by relation": (20, ("imrf",)),
    "compactx refs objective 6 --legal voluntary": (1, ("22(l)",)),
    "compactx refs gcm --by year --as-of 2022": (3, ("2022",)),
    "compactx refs gcm --parts --totals": (5, ("progress-declaration-2022",)),
    "compactx related ICRMW": (5, ("crc",)),
    "compactx search trafficking --ids | compactx refs - --json": (100, ('"count"',)),
    "compactx search children --by objective": (15, ("objective",)),
    "compactx search 'child*' --objective 7..13": (5, ("child",)),
    "compactx search --like 'respect for the rights of all migrants'": (0, ()),
    "compactx stats cited -n 0 --csv": (300, ("clauses that cite it",)),
    "compactx stats --by year --as-of 2022": (12, ("1993-2022", "2030 Agenda")),
    "compactx stats communities": (15, ("community",)),
    "compactx tree gcm --depth 2": (40, ("objective 23",)),
    "compactx tree ILO --direction in --depth 1": (20, ("gcm",)),
    "compactx trace --gaps": (10, ("not",)),
    "compactx trace --all --csv": (300, ("strong",)),
    "compactx review --timeline": (10, ("2026", "2030")),
    "compactx check": (0, ()),  # notes, and nothing wrong
    "compactx check --rules": (60, ("symbol",)),
    "compactx schema": (50, ("shacl", "vocabulary")),
    "compactx show objective 17": (20, ("33(b)",)),
}  # fmt: skip
EMPTY = {line for line, (least, _) in PROMISES.items() if not least}
LEAST = 3  # lines of an answer of which nothing more is said

PAINTED = ".png"  # the whole trace takes ten seconds to paint: transcripts paint what is small every day
CASES = [pytest.param(*pair, marks=pytest.mark.grid) if PAINTED in pair[0] else pair for pair in HERE]


def _written(folder):
    return [path for path in folder.iterdir() if path.is_file()]


@pytest.mark.parametrize(("line", "meaning"), CASES, ids=lambda value: value if value.startswith("compactx") else "")
def test_an_example_gives_what_its_words_promise(line, meaning, run_cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = ""
    for piece in line.partition(" > ")[0].split(" | "):
        words = shlex.split(piece)
        assert words[0] == "compactx", line
        answer = run_cli(*words[1:], **({"stdin": shown} if shown else {}))
        assert answer.status == 0 or line in EMPTY, (line, answer.err)
        shown = answer.out
    written = _written(tmp_path)
    if written:
        assert " -o " in line
        assert all(path.stat().st_size > 300 for path in written), meaning
        assert "wrote" in answer.err
        assert not any(f"{few} filled cell" in answer.err for few in (" 0", " 1 ", " 2 ", " 3 ")), meaning
        return
    least, words = PROMISES.get(line, (LEAST, ()))
    assert len(shown.splitlines()) >= least, (line, meaning, shown[:300])
    for word in words:
        assert word.lower() in shown.lower(), (line, meaning, word)


def test_every_promise_is_of_an_example_and_most_examples_are_run():
    assert set(PROMISES) <= {line for line, _ in HERE}
    assert len(HERE) > 80
