"""Faults that are no kills: full disks, many at once, foreign and damaged files, files that change while read."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tarfile
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fault_bench import Home, Row

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fault_bench import Bench

_KB = 1024
_SIZE = 40  # MB of a disk that is made to be full
_LIMIT = (
    "import resource, sys; sys.dont_write_bytecode = True;"
    " resource.setrlimit(resource.RLIMIT_FSIZE, ({bytes}, {bytes}))"
)
_ONCE = """
import os, shutil, time
def once(action, ends):
    real, seen = os.stat, []
    def stat(path, *args, **options):
        found = real(path, *args, **options)
        if not seen and str(path).endswith(ends):
            seen.append(1)
            action(str(path))
        return found
    os.stat = stat
"""


@contextmanager
def disk(folder: Path) -> Iterator[bool]:
    """Mount a small disk at a folder; yield whether that is allowed here."""
    folder.mkdir(parents=True, exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}m", "none", str(folder)]
    mounted = bool(shutil.which("mount")) and subprocess.run(words, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], capture_output=True, check=True)


def fill(folder: Path, free: int) -> Path:
    """Fill a disk up to so many bytes; return the file to remove."""
    ballast = folder / "ballast"
    left = shutil.disk_usage(folder).free - free
    with ballast.open("wb") as stream:
        for _ in range(left // (64 * _KB)):
            stream.write(bytes(64 * _KB))
        stream.write(bytes(left % (64 * _KB)))
    return ballast


def full_data(bench: Bench, times: int, chance: random.Random) -> Row:
    """Import where the disk of the library is full, at several fill levels; then free it."""
    del chance
    needed = bench.calm.library.stat().st_size
    levels = [0, 4 * _KB, 32 * _KB, needed // 4, needed // 2, needed * 3 // 4, needed - 4 * _KB]
    lost, hits, how = [], 0, ""
    for free in levels[-times:]:
        home = bench.home()
        with disk(home.folder / "data") as mounted:
            how = "on a tmpfs" if mounted else "by RLIMIT_FSIZE"
            ballast = fill(home.folder / "data", free) if mounted else None
            done = home.bring(before="" if mounted else _LIMIT.format(bytes=free))
            hits += done.returncode == 6
            lost += [] if done.returncode in {0, 6} else [f"{free} bytes free: {done.returncode} {done.stderr[-200:]}"]
            lost += [f"{free} bytes free: {what}" for what in bench.wrong(home)]
            if ballast:
                ballast.unlink()
            lost += [f"{free} bytes free, then more: {what}" for what in bench.end(home)]
    return Row("full disk of the library", len(levels[-times:]), hits, lost, how)


def full_cache(bench: Bench, times: int, chance: random.Random) -> Row:
    """Look things up where the disk of the index is full, at several fill levels; then free it."""
    del chance
    home = bench.imported()
    home.forget_indexes()
    home.run("list", "--ids")
    needed = max(file.stat().st_size for file in home.cache.glob("index-*"))
    levels = [0, 4 * _KB, needed // 4, needed // 2, needed - 64 * _KB]
    lost, hits, how = [], 0, ""
    for free in levels[-times:]:
        home = bench.imported()
        shutil.rmtree(home.folder / "cache")
        with disk(home.folder / "cache") as mounted:
            how = "on a tmpfs" if mounted else "by RLIMIT_FSIZE"
            ballast = fill(home.folder / "cache", free) if mounted else None
            done = home.run("list", "--ids", before="" if mounted else _LIMIT.format(bytes=free))
            hits += not list(home.cache.glob("index-*"))
            lost += (
                [] if done.stdout == bench.listed else [f"{free} bytes free: {done.returncode} {done.stderr[-200:]}"]
            )
            lost += [f"{free} bytes free: {name} is left" for name in home.left()]
            if ballast:
                ballast.unlink()
            lost += [f"{free} bytes free, then more: {what}" for what in bench.differs(home)]
            lost += [] if list(home.cache.glob("index-*")) else ["no index, though there is room"]
    return Row("full disk of the index", len(levels[-times:]), hits, lost, how)


def read_only(bench: Bench, times: int, chance: random.Random) -> Row:
    """Look things up and import in a home that cannot be written to."""
    del times, chance
    home, lost = bench.imported(), []
    kept = bench.folder / "kept"
    shutil.copytree(home.folder, kept)
    with disk(home.folder) as mounted:
        if not mounted:
            return Row("read-only home", 0, 0, [], "no disk may be mounted here")
        shutil.copytree(kept, home.folder, dirs_exist_ok=True)
        home.forget_indexes()
        subprocess.run(["mount", "-o", "remount,ro", str(home.folder)], check=True)
        before = home.library.read_bytes()
        done = home.bring()
        lost += [] if done.returncode == 6 and "cannot write" in done.stderr else [f"import: {done.stderr[-300:]}"]
        lost += [] if home.library.read_bytes() == before else ["the library was written to"]
        lost += bench.differs(home)
    return Row("read-only home", 1, 1, lost, "a tmpfs mounted again read-only")


def at_once(bench: Bench, times: int, chance: random.Random) -> Row:
    """Import folders that overlap in two and four processes at once."""
    lost, tried = [], 0
    files = sorted(bench.documents.iterdir())
    for _ in range(max(1, times // 20)):
        for count in (2, 4)[:times]:
            home = bench.home()
            lists = [[bench.documents], *(chance.sample(files, len(files) * 2 // 3) for _ in range(count - 1))]
            running = [home.start("import", *map(str, paths), "--recursive", "--plain") for paths in lists]
            statuses = [process.wait() for process in running]
            tried += 1
            lost += [] if not any(statuses) else [f"{count} imports ended with {statuses}"]
            lost += [f"{count} at once: {what}" for what in bench.differs(home)]
            shutil.rmtree(home.folder)
    return Row("two and four imports at once, overlapping", tried, tried, lost)


def beside_lookups(bench: Bench, times: int, chance: random.Random) -> Row:
    """Look things up and build indexes in a loop while an import runs."""
    del chance
    lost, asked, rounds = [], 0, 0
    wanted = set(bench.listed.split())
    while asked < times and rounds < 50:
        rounds += 1
        home = bench.home()
        half = sorted(bench.documents.iterdir())[::2]
        home.bring(*half)
        process = home.importing()
        while process.poll() is None:
            home.forget_indexes()
            done = [home.start("refs", "un-charter"), home.start("show", "gcm/17")]
            answer = home.run("list", "--ids")
            asked += 3
            lost += [] if answer.returncode == 0 and set(answer.stdout.split()) <= wanted else [answer.stderr[-300:]]
            lost += [f"a lookup beside ended with {one.returncode}" for one in done if one.wait()]
        lost += [] if process.returncode == 0 else [f"the import ended with {process.returncode}"]
        lost += bench.differs(home)
        shutil.rmtree(home.folder)
    return Row("lookups and builds beside an import", asked, asked, lost, f"{rounds} imports")


def _indexes() -> dict[str, Callable[[Path], object]]:
    def cut(path: Path) -> None:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    def garbage(path: Path) -> None:
        path.write_bytes(os.urandom(path.stat().st_size))

    def pages(path: Path) -> None:
        data = path.read_bytes()
        path.write_bytes(data[:4096] + os.urandom(len(data) - 4096))

    def older(path: Path) -> None:
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE meta SET value = '1' WHERE key = 'version'")
            connection.execute("DROP TABLE edge")
        connection.close()

    return {"truncated": cut, "garbage": garbage, "garbage after the first page": pages, "of an older version": older,
            "empty": lambda path: path.write_bytes(b"")}  # fmt: skip


def indexes(bench: Bench, times: int, chance: random.Random) -> Row:
    """Look things up with an index that is damaged or of another version; the first answer may be: run again."""
    del chance
    lost = []
    for what, damage in list(_indexes().items())[:times]:
        home = bench.imported()
        for file in home.cache.glob("index-*"):
            damage(file)
        first = home.run("list", "--ids")
        again = first.returncode == 5 and "run the command again" in first.stderr
        lost += [] if again or first.stdout == bench.listed else [f"{what}: {first.stderr[-300:]}"]
        lost += [f"index {what}: {one}" for one in bench.end(home)]
    return Row("index damaged or of another version", min(times, len(_indexes())), min(times, len(_indexes())), lost)


def _libraries() -> dict[str, Callable[[Path], object]]:
    def version(number: int) -> Callable[[Path], None]:
        def write(path: Path) -> None:
            with sqlite3.connect(path) as connection:
                connection.execute(f"PRAGMA user_version={number}")
            connection.close()

        return write

    def cut(share: float) -> Callable[[Path], object]:
        return lambda path: os.truncate(path, int(path.stat().st_size * share))

    def garbage(path: Path) -> None:
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] + os.urandom(len(data) - len(data) // 2))

    return {"of a newer version": version(99), "of an older version": version(0), "cut to half": cut(0.5),
            "cut in its header": cut(0.0001), "garbage": lambda path: path.write_bytes(os.urandom(9999)),
            "garbage in its second half": garbage}  # fmt: skip


def libraries(bench: Bench, times: int, chance: random.Random) -> Row:
    """Use a library that this version cannot: told, left alone; moved away and imported again it is as undisturbed."""
    del chance
    lost = []
    for what, damage in list(_libraries().items())[:times]:
        home = bench.imported()
        damage(home.library)
        before = home.library.read_bytes()
        answer = home.run("list", "--ids")  # the index is as it was
        lost += [] if answer.stdout == bench.listed else [f"{what}: {answer.stderr[-300:]}"]
        home.forget_indexes()
        answer = home.run("show", "objective", "17", "--ids")
        told = answer.returncode == 5 and "move the file away" in answer.stderr
        lost += [] if told else [f"{what}: a lookup: {answer.returncode} {answer.stderr[-300:]}"]
        done = home.bring()
        # Pages in the middle are found damaged when they are read: an import that has nothing to do reads few.
        told = done.returncode == 6 and "move the file away" in done.stderr
        lost += [] if told or "second half" in what else [f"{what}: an import: {done.returncode} {done.stderr[-300:]}"]
        lost += [] if home.library.read_bytes() == before else [f"{what}: the library was written to"]
        home.library.rename(home.library.with_name("moved-away"))
        lost += [f"{what}, moved away: {one}" for one in bench.end(home)]
    return Row(
        "library damaged or of another version", min(times, len(_libraries())), min(times, len(_libraries())), lost
    )


def stamps(bench: Bench, times: int, chance: random.Random) -> Row:
    """Go on without the stamp, without the library, with an empty library, with an empty stamp."""
    del chance
    states: dict[str, Callable[[Home], object]] = {
        "no stamp": lambda home: home.library.with_name("library.sqlite.stamp").unlink(),
        "stamp without library": lambda home: home.library.unlink(),
        "empty library": lambda home: home.library.write_bytes(b""),
        "empty stamp": lambda home: home.library.with_name("library.sqlite.stamp").write_bytes(b""),
    }
    lost = []
    for what, change in list(states.items())[:times]:
        for forget in (False, True):
            home = bench.imported()
            change(home)
            if forget:
                home.forget_indexes()
            lost += [f"{what}: {one}" for one in (*bench.wrong(home), *bench.end(home))]
    return Row("no stamp, no library, empty ones", 2 * min(times, len(states)), 2 * min(times, len(states)), lost)


_CHANGES = {
    "replaced": "open(p + '.new', 'wb').write(other); os.replace(p + '.new', p)",
    "truncated": "os.truncate(p, 200)",
    "emptied": "os.truncate(p, 0)",
    "growing": "open(p, 'ab').write(b'<!-- grows -->' * 99)",
    "removed": "os.unlink(p)",
    "with other content of the same size and time": (
        "t = os.stat(p); open(p, 'r+b').write(open(p, 'rb').read().replace(b'report', b'rapport'[:6]));"
        " os.utime(p, ns=(t.st_atime_ns, t.st_mtime_ns))"
    ),
}


def changes(bench: Bench, times: int, chance: random.Random) -> Row:
    """Change a file between the moment it is looked at and the moment it is read, and a folder while it is walked."""
    del chance
    lost, tried = [], 0
    for what, change in list(_CHANGES.items())[:times]:
        home = bench.home()
        home.documents = home.folder / "documents"
        shutil.copytree(bench.documents, home.documents)
        name = bench.names[len(bench.names) // 2]
        action = f"other = {(bench.documents / bench.names[0]).read_bytes()!r}\ndef act(p):\n    {change}\n"
        done = home.bring(before=f"{_ONCE}{action}once(act, {name!r})")
        tried += 1
        lost += [] if done.returncode in {0, 1} else [f"{what}: {done.returncode} {done.stderr[-300:]}"]
        shutil.copyfile(bench.documents / name, home.documents / name)
        lost += [f"a file {what}, then as it was: {one}" for one in bench.end(home)]
    lost += _folder_goes(bench) + _written_meanwhile(bench) + _archive_changes(bench)
    return Row("files, folders, archives that change while read", tried + 3, tried + 3, lost)


def _folder_goes(bench: Bench) -> list[str]:
    """Remove a folder while the one before it is walked."""
    home = bench.home()
    home.documents = home.folder / "documents"
    for name in bench.names:
        place = home.documents / ("a" if name < bench.names[len(bench.names) // 2] else "b")
        place.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(bench.documents / name, place / name)
    away = f"def act(p):\n    shutil.move({str(home.documents / 'b')!r}, {str(home.folder / 'away')!r})\n"
    done = home.bring(before=f"{_ONCE}{away}once(act, {bench.names[0]!r})")
    found = (
        [] if done.returncode == 1 and "folder cannot be read" in done.stdout else [f"a folder: {done.stdout[-300:]}"]
    )
    shutil.move(home.folder / "away", home.documents / "b")
    return found + [f"a folder that went and came: {one}" for one in bench.end(home)]


def _written_meanwhile(bench: Bench) -> list[str]:
    """Write files anew, in two halves, all the time that an import runs; then let them rest."""
    home = bench.home()
    home.documents = home.folder / "documents"
    shutil.copytree(bench.documents, home.documents)
    process = home.importing()
    while process.poll() is None:
        for name in bench.names[::7]:
            data = (bench.documents / name).read_bytes()
            with (home.documents / name).open("wb") as stream:
                stream.write(data[: len(data) // 2])
                stream.flush()
                time.sleep(0.001)
                stream.write(data[len(data) // 2 :])
    return [f"files written meanwhile: {one}" for one in bench.end(home)]


def _archive_changes(bench: Bench) -> list[str]:
    """Cut an archive short while it is read, then put another in its place."""
    home = bench.home()
    home.documents = home.folder / "all.tar.gz"
    with tarfile.open(home.documents, "w:gz") as tar:
        for name in bench.names:
            tar.add(bench.documents / name, name)
    whole = home.documents.read_bytes()
    cut = f"def act(p):\n    os.truncate({str(home.documents)!r}, {len(whole) // 2})\n"
    late = "import compactx.bulk.walk as archives\nreal = archives._is_document\nseen = []\n" + cut + (
        "def looked(name, number):\n    seen.append(1)\n    len(seen) != 3 or act('')\n    return real(name, number)\n"
        "archives._is_document = looked\n"
    )  # fmt: skip
    done = home.bring(before=f"import os\n{late}")
    fine = done.returncode in {0, 1} and "Traceback" not in done.stderr
    found = [] if fine else [f"an archive: {done.returncode} {done.stderr[-300:]}"]
    home.documents.write_bytes(whole)
    return found + [f"an archive cut short, then whole: {one}" for one in bench.end(home)]


ALL = (full_data, full_cache, read_only, at_once, beside_lookups, indexes, libraries, stamps, changes)
