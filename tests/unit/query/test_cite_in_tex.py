"""What cite prints for TeX, read by the programs of TeX where they are installed."""

from __future__ import annotations

import shutil
import subprocess

import pytest

REFERENCES = (
    "gcm/33.b", "gcm/objective-17", "agenda2030/target-10.7", "crc/article-3", "iccpr/article-12", "ilo-c189",
    "res-73-326", "making-migration-work", "progress-declaration-2022", "progress-declaration-2026", "udhr/article-13",
    "paris-agreement", "icrmw", "ny-declaration/annex-ii.8.s",
)  # fmt: skip


def program(name):
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed here")
    return found


@pytest.fixture
def folder(run_cli, tmp_path):
    answer = run_cli("cite", "-", "--style", "bibtex", stdin="".join(f"{one}\n" for one in REFERENCES))
    assert answer.status == 0
    (tmp_path / "refs.bib").write_text(answer.out, encoding="utf-8")
    return tmp_path


def test_bibtex_prints_symbols_and_the_treaty_series_without_a_warning(folder):
    (folder / "refs.aux").write_text("\\relax\n\\citation{*}\n\\bibstyle{plain}\n\\bibdata{refs}\n", encoding="ascii")
    done = subprocess.run(
        [program("bibtex"), "refs"], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, "arning" in done.stdout) == (0, False), done.stdout
    printed = " ".join((folder / "refs.bbl").read_text(encoding="utf-8").split())
    assert printed.count("\\bibitem") == 13
    for told in ("Resolution A/RES/73/195, annex", "Resolution A/RES/70/1", "UN document A/72/643",
                 "vol. 1577, no. 27531, p. 3", "vol. 999, no. 14668, p. 171"):  # fmt: skip
        assert told in printed


def test_biber_finds_no_field_that_an_entry_does_not_have(folder):
    command = [program("biber"), "--tool", "--validate-datamodel", "--output-file", "out.bib", "refs.bib"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0
    assert [line for line in done.stdout.splitlines() if line.startswith(("WARN", "ERROR"))] == []
    assert (folder / "out.bib").read_text(encoding="utf-8").count("@") == 13
