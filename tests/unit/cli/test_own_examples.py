"""The examples of the help that name documents, texts or a library of yours, carried out in a folder that has them.

All is made up but what only the official texts can show; that is tried where the source documents are beside the
checkout. The lines run in the order of the help, as somebody would who tries one after the other.
"""

from __future__ import annotations

import io
import json
import os
import shlex
import shutil
import subprocess
import sys
import zipfile
from html import escape

import homes
import made_akn
import pytest
import scripts

pytestmark = pytest.mark.long
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAFT = (
    "Draft statement",
    "1. We reaffirm the Global Compact for Safe, Orderly and Regular Migration (A/RES/73/195) and recall objective 24.",
    "2. Recalling General Assembly resolution 70/1 of 25 September 2014, we pursue target 10.7 of the 2030 Agenda.",
    "3. Boats and lamps of the lake are counted every year by the harbour masters, and all numbers are told in public.",
    "4. Under the Treaty on Lamps (LT) and the Convention the harbours are open.",
)
REVISED = (*DRAFT[:3], DRAFT[3].replace("every year", "twice a year"), "4. The harbours close at night.")
PLAN = ("Plan of the harbours", *DRAFT[1:], "5. The ILO and the IMRF are told.")
LAKE = ("The boats of the lake are counted every year by the masters", "The lamps of all harbours are lit at night")
# What an example gives: the least lines, and words of its answer. A line that is not named here is said below to need
# a terminal, another shell or the official texts.
MADE = {
    "compactx agreed draft.docx": (5, ("3",)),
    "compactx agreed draft.docx --new": (2, ("new",)),
    "compactx agreed rev1.docx rev2.docx --by source": (1, ()),
    "compactx agreed A/RES/79/203 --by source": (2, ("A/RES/78/217",)),
    "compactx agreed statement.pdf --words 5 --json": (1, ('"schema":"compactx.agreed/1"',)),
    "compactx check statement.docx": (6, ("no-such-part", "wrong-date", "2 wrong")),
    "compactx check statement.docx --fix --track -o mended.docx": (3, ("1 of 1 fixes",)),
    "compactx check --recursive drafts --baseline known.json": (1, ("0 wrong",)),
    "compactx check my-extract.yaml": (1, ("0 errors",)),
    "compactx compare draft.docx revised.docx": (5, ("twice",)),
    "compactx compare A/RES/76/172 A/RES/78/217": (5, ("A/RES/78/217",)),
    "compactx compare rev1.docx rev2.docx --status changed,only-to": (3, ("twice",)),
    "compactx compare old.pdf new.pdf -o changes.docx": (0, ()),
    "compactx import plan.docx --id plan-2025": (5, ("plan-2025",)),
    "compactx import 76-266.xml --id res-76-266 --kind resolution": (3, ("res-76-266",)),
    "compactx import plan-v2.docx --id plan-2025 --dry-run": (3, ("changed",)),
    "compactx import resolutions/ --recursive": (3, ("4 documents",)),
    "compactx list --series A/RES/76/172": (3, ("A/RES/78/217", "A/RES/79/203")),
    "compactx new instrument plan-2025 --title 'National Plan on Migration'": (1, ("plan-2025.yaml",)),
    "compactx new entry labour-ministry --kind body --title 'Ministry of Labour'": (1, ("labour-ministry.yaml",)),
    "compactx new lineage objective 17 to plan-2025/1": (1, ("/lineage/", "$EDITOR")),
    "compactx rename plan-2025 national-plan --dry-run": (3, ("would change",)),
    "compactx rename plan-2025/3 plan-2025/4": (2, ("becomes",)),
    "compactx rename plan-2025 national-plan": (3, ("changed",)),
    "compactx scan plan.docx": (6, ("imrf", "ilo")),
    "compactx scan statement.pdf --authorities": (3, ("Global Compact",)),
    "compactx scan plan.docx --coverage": (10, ("objective",)),
    "compactx scan *.xml --json > citations.json": (0, ()),
    "compactx scan draft.txt --status unresolved,ambiguous": (1, ("Treaty on Lamps",)),
    "compactx series A/RES/76/172": (4, ("A/RES/79/203",)),
    "compactx series 2019.txt 2021.xml 2023.docx": (4, ("2021",)),
    "compactx series A/RES/76/172 -o series.svg": (0, ()),
    "compactx series series-protection --json": (1, ("compactx.",)),
}  # fmt: skip
OFFICIAL = {
    "compactx attach A_RES_73_195.pdf": (1, ("gcm",)),
    "compactx attach progress-declaration-2022 76-266.xml": (1, ("match",)),
    "pdftotext file.pdf - | compactx attach gcm -": (1, ("match",)),
    "compactx attach gcm other.txt --dry-run": (1, ("match",)),
    "compactx attach texts": (4, ("gcm", "progress-declaration-2022")),
    "compactx cite 33b --quote": (2, ("“", "para. 33 (b)")),
    "compactx impact --changed": (1, ()),
    'compactx impact 29 --accept --reason "the edition has the new word"': (1, ()),
    "compactx verify gcm": (1, ("gcm",)),
    "compactx verify": (1, ()),
    "compactx verify --json": (1, ('"schema":"compactx.verify/1"',)),
    "compactx attach FILE": (1, ("gcm",)),
}
TERMINAL = ("browse", "source <(", "| source", "--man", "| man", "~/")


def docx(lines):
    stream = io.BytesIO()
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return stream.getvalue()


def text(lines):
    return "\n\n".join(lines).encode()


def run(line, folder, env):
    """Carry a line out in a shell; the program is that of this checkout."""
    words = {"PYTHONPATH": os.getcwd(), "COMPACTX_FORCE_TTY": "200", "NO_COLOR": "1", **env}
    program = f'compactx() {{ "{sys.executable}" -m compactx "$@"; }}\n'
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COMPACTX_")}
    done = subprocess.run(["sh", "-c", program + line], cwd=folder, env={**kept, **words}, capture_output=True,
                          text=True, encoding="utf-8", check=False, timeout=120)  # fmt: skip
    assert "bug in compactx" not in done.stderr, (line, done.stderr)
    return done


@pytest.fixture(scope="module")
def furnished(tmp_path_factory):
    """A folder with every document that the help names, and a home whose library has a yearly series."""
    if not shutil.which("sh"):
        pytest.skip("the lines of the help are for a shell")
    home = tmp_path_factory.mktemp("workshop")
    folder, env = home / "folder", homes.fresh(home)
    (folder / "drafts").mkdir(parents=True)
    (folder / "resolutions").mkdir()
    for name in ("draft", "statement", "rev1", "drafts/one"):
        (folder / f"{name}.docx").write_bytes(docx(DRAFT))
    for name in ("revised", "rev2", "2023"):
        (folder / f"{name}.docx").write_bytes(docx(REVISED))
    (folder / "plan.docx").write_bytes(docx(PLAN))
    (folder / "plan-v2.docx").write_bytes(docx((*PLAN[:3], *REVISED[3:])))
    for name, lines in {"statement.pdf": DRAFT, "old.pdf": DRAFT, "new.pdf": REVISED, "draft.txt": DRAFT,
                        "2019.txt": DRAFT}.items():  # fmt: skip
        (folder / name).write_bytes(text(lines))  # what a file is, its content says
    for session, number in ((76, 172), (78, 217), (79, 203), (75, 158)):
        words = tuple(f"{one} of session {session}" if at and session > 76 else one for at, one in enumerate(LAKE))
        title = "Protection of migrants" if number != 158 else "Lamps of the lake"
        made = made_akn.resolution(session, number, title, recital="resolution 73/195", clauses=words)
        (folder / "resolutions" / f"{session}-{number}.xml").write_text(made, encoding="utf-8")
    shutil.copy(folder / "resolutions" / "75-158.xml", folder / "2021.xml")
    shutil.copy(folder / "resolutions" / "75-158.xml", folder / "76-266.xml")
    extract = (
        "instrument:\n  id: lake-plan\n  kind: document\n  title: Plan of the Lake\n  legal: voluntary\n  date: 2025\n"
    )
    extract += "  names: []\n  sources: [own]\n  confidence: low\nprovisions:\n- locator: '1'\n  kind: paragraph\n"
    (folder / "my-extract.yaml").write_text(extract + "  gist: Boats are counted.\n", encoding="utf-8")
    run("compactx import resolutions/ --recursive", folder, env)
    assert "2 findings" in run("compactx check --recursive drafts --baseline known.json", folder, env).stderr
    for name in ("folder", "data"):
        shutil.copytree(home / name, home / "kept" / name)
    return folder, env


@pytest.fixture
def workshop(furnished):
    """The folder and the home as they were furnished: examples are tried in any order, and some of them write."""
    folder, env = furnished
    for name in ("folder", "data"):
        shutil.rmtree(folder.parent / name)
        shutil.copytree(folder.parent / "kept" / name, folder.parent / name)
    return folder, env


def test_every_example_is_run_here_or_needs_a_terminal_or_nothing_of_yours():
    theirs = scripts.loaded("tests/unit/cli/test_help_examples.py")
    examples, run_there = ({line for line, _ in pairs} for pairs in (theirs.EXAMPLES, theirs.HERE))
    assert {*MADE, *OFFICIAL} <= examples
    own = examples - run_there
    assert [line for line in own - {*MADE, *OFFICIAL} if not any(word in line for word in TERMINAL)] == []


def keeps(line, promise, folder, env):
    done = run(line, folder, env)
    shown, (least, words) = done.stdout + done.stderr, promise
    assert done.returncode in (0, 1), shown
    assert len(shown.splitlines()) >= least, shown
    assert not [word for word in words if word.lower() not in shown.lower()], shown


@pytest.mark.parametrize("line", MADE)
def test_an_example_of_yours_gives_what_its_words_promise(line, workshop):
    folder, env = workshop
    if line.startswith("compactx new instrument"):  # the id is that of the plan above
        env = {**env, "XDG_DATA_HOME": f"{folder}/another"}
    elif "plan-2025" in line and "import plan.docx" not in line:
        run("compactx import plan.docx --id plan-2025", folder, env)
    if "plan-2025/" in line and "rename" in line:
        run("compactx rename plan-2025/4 plan-2025/9", folder, env)
    before = {path for path in folder.rglob("*") if path.is_file()}
    keeps(line, MADE[line], folder, env)
    if " -o " in line or " > " in line:
        new = {path for path in folder.rglob("*") if path.is_file()} - before
        assert {path.name for path in new} == {shlex.split(line)[-1]}
        assert all(path.stat().st_size > 300 for path in new)


@pytest.fixture(scope="module")
def desk(tmp_path_factory, shared):
    """A folder with copies of the official texts under the names of the help."""
    home = tmp_path_factory.mktemp("desk")
    folder, env = home / "folder", homes.fresh(home)
    (folder / "texts").mkdir(parents=True)
    for path in (*(shared / "seeds").glob("*.txt"), *(shared / "samples" / "imrf").glob("*.xml")):
        shutil.copy(path, folder / "texts")
    told = json.loads(run("compactx attach texts --dry-run --json", folder, env).stdout)["items"]
    best = {item["instrument"]: item["file"] for item in sorted(told, key=lambda item: item["matches"])}
    for name in ("A_RES_73_195.pdf", "file.pdf", "other.txt", "FILE"):
        shutil.copy(folder / best["gcm"], folder / name)
    shutil.copy(folder / best["progress-declaration-2022"], folder / "76-266.xml")
    assert run("compactx attach texts", folder, env).returncode in (0, 1)
    (home / "data").rename(home / "attached")
    return folder, env


@pytest.mark.parametrize("line", OFFICIAL)
def test_an_example_with_official_texts_gives_what_its_words_promise(line, desk):
    folder, env = desk
    shutil.rmtree(folder.parent / "data", ignore_errors=True)
    if "compactx attach" not in line:
        shutil.copytree(folder.parent / "attached", folder.parent / "data")
    if "--accept" in line:  # an edition with another word
        words = (folder / "file.pdf").read_text(encoding="utf-8").replace("detention", "custody")
        (folder / "edition.txt").write_text(words, encoding="utf-8")
        run("compactx attach gcm edition.txt --force", folder, env)
    keeps(line.replace("pdftotext file.pdf -", "cat file.pdf"), OFFICIAL[line], folder, env)
