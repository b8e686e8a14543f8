"""Each foreign document is read by a process of its own, within bounds and behind a wall; a page of plain text is not.

Whatever a parser raises, however long it takes and however much it wants, the process that asked goes on: it is told
in one sentence why the document was not read. A process is forked from the one that asks, which has everything loaded,
so it costs a few milliseconds. Where processes cannot be forked (Windows, a notebook with threads) the document is read
here, behind the same wall, and a watch stops what takes too long as soon as Python gets a turn; memory is not bounded
there.
"""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found]  # the C part alone: the module around it makes enums
import contextlib
import marshal
import os
import select
import sys
import time

from compactx.errors import NotADocumentError
from compactx.intake.readers.load import MEMORY, SECONDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, NoReturn

    from compactx.intake.readers.load import Bounds

    Task = Callable[[], Iterable[Any]]

_VALUE, _END, _REFUSED = 0, 1, 2
_HEAD = 9  # bytes before each value: its kind, its size
_CHUNK = 1 << 20
_PATIENCE = 8  # times the CPU time that may pass on the clock: other programs run too
_MB = 1024 * 1024
_SHOWN = 160
_EVER = float("inf")


class Worker:
    """A process that yields the values of a task, each of plain types that :mod:`marshal` writes.

    Without bounds it is one of our own work, that has foreign documents read by further processes; those end with it.
    """

    def __init__(self, task: Task, allowed: Bounds | None, name: str, shut: tuple[int, ...] = ()) -> None:
        """Start it; ``shut`` are descriptors that it must not hold open."""
        self.allowed = allowed
        self.name = name
        self.values: list[Any] = []
        self.refusal: NotADocumentError | None = None
        self.ended = False
        self.was_killed = False  # by another program, or by the system for want of memory
        self._buffer = bytearray()
        # Seconds that may still be spent on waiting for it.
        self.patience = float(allowed.seconds * _PATIENCE) if allowed else _EVER
        self.descriptor, writing = os.pipe()
        # An interrupt waits until the process that reads has said that it takes none: what Python does after a fork
        # would print where it was struck.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
        try:
            self._process = os.fork()
            if self._process == 0:
                _work(task, allowed, name, writing, (self.descriptor, *shut))
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.close(writing)
        if not allowed:
            _lead(self._process)

    def wait(self) -> bool:
        """Take in what the process writes next; say whether it has ended."""
        first_ended([self])
        return self.ended

    def take(self) -> None:
        """Take in what is there to be read."""
        try:
            piece = os.read(self.descriptor, _CHUNK)
        except InterruptedError:
            return
        self._buffer += piece
        while len(self._buffer) >= _HEAD and not self.ended:
            size = int.from_bytes(self._buffer[1:_HEAD], "little")
            if len(self._buffer) < _HEAD + size:
                break
            value = marshal.loads(memoryview(self._buffer)[_HEAD : _HEAD + size])  # noqa: S302 - our own process wrote it
            kind = self._buffer[0]
            del self._buffer[: _HEAD + size]
            self._told(kind, value)
        if not piece and not self.ended:
            self._end(None)

    def turn_to(self, name: str, allowed: Bounds) -> None:
        """Take what comes from now on as that of another document, within bounds of its own."""
        self.name = name
        self.allowed = allowed
        self.patience = float(allowed.seconds * _PATIENCE)

    def send(self, number: int) -> None:
        """Send a signal to the process and those that it leads, if it has not ended."""
        if not self.ended:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                (os.kill if self.allowed else os.killpg)(self._process, number)

    def close(self) -> None:
        """End the process, if it has not ended."""
        if not self.ended:
            self._end(_slow(self.name, self.allowed) if self.allowed else NotADocumentError(f"{self.name} was let go"))

    def _told(self, kind: int, value: Any) -> None:
        if kind == _VALUE:
            self.values.append(value)
        elif kind == _REFUSED:
            message, details, hint = value
            self._end(NotADocumentError(message, details=details, hint=hint))
        else:
            self._end(None, well=True)

    def _end(self, refusal: NotADocumentError | None, *, well: bool = False) -> None:
        """Reap the process, and find out why it ended if it did not say."""
        self.ended = True
        os.close(self.descriptor)
        if refusal is not None and not well:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                (os.kill if self.allowed else os.killpg)(self._process, signal.SIGKILL)
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
        _, status = os.waitpid(self._process, 0)
        self.refusal = refusal
        if refusal is None and not well:
            ended = os.waitstatus_to_exitcode(status)
            slow = ended in {-signal.SIGPROF, -signal.SIGXCPU}
            self.was_killed = ended in {-signal.SIGKILL, -signal.SIGTERM}
            self.refusal = (
                _slow(self.name, self.allowed)
                if slow and self.allowed
                else NotADocumentError(
                    f"{self.name} cannot be read: the process that read it ended ({_ending(ended)})", hint=_hint()
                )
            )


def stream(task: Task, allowed: Bounds, name: str) -> Iterator[Any]:
    """Yield the values of a task, made by a process of its own.

    Raises:
        NotADocumentError: the document cannot be read, or not within its bounds.
    """
    if not can_fork():
        yield from _here(task, allowed, name)
        return
    worker = Worker(task, allowed, name)
    try:
        while not worker.wait():
            yield from _taken(worker)
        yield from _taken(worker)
    finally:
        worker.close()
    if worker.refusal:
        raise worker.refusal


def once(task: Callable[[], Any], allowed: Bounds, name: str) -> Any:
    """Return what a function returns, made by a process of its own; raises as :func:`stream`."""
    values = list(stream(lambda: (task(),), allowed, name))
    return values[0]


def can_fork() -> bool:
    """Say whether a process can be forked from this one; with threads it may not get on."""
    threading = sys.modules.get("threading")  # threads are begun with it
    return hasattr(os, "fork") and (threading is None or threading.active_count() == 1)


def _taken(worker: Worker) -> Iterator[Any]:
    values, worker.values = worker.values, []
    yield from values


def cores() -> int:
    """Return how many cores this process may use, which may be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def first_ended(workers: Iterable[Worker]) -> None:
    """Wait until one of some processes has written something, or has had its time."""
    running = [worker for worker in workers if not worker.ended]
    if not running:
        return
    began = time.monotonic()
    ready = _readable([worker.descriptor for worker in running], min(worker.patience for worker in running))
    waited = time.monotonic() - began
    for worker in running:
        worker.patience = max(0.0, worker.patience - waited)
        if worker.descriptor in ready:
            worker.take()
        elif not worker.patience:
            worker.close()


def refusal(error: BaseException, allowed: Bounds | None, name: str) -> NotADocumentError:
    """Return, for people, why a parser gave up: the wall around whatever it raises."""
    if isinstance(error, NotADocumentError):
        return error
    if isinstance(error, MemoryError) and allowed:
        return NotADocumentError(f"{name} takes more than {allowed.memory} MB of memory to read", hint=_hint())
    if isinstance(error, TimeoutError) and allowed:
        return _slow(name, allowed)
    if isinstance(error, RecursionError):
        return NotADocumentError(f"{name} nests too deeply", hint="open and save it again in a word processor")
    reason = " ".join(f"{type(error).__name__}: {error}".rstrip(": ").split())[:_SHOWN]
    return NotADocumentError(f"{name} cannot be understood ({reason})", hint="is the file complete and undamaged?")


# In the process that reads


def _lead(process: int) -> None:
    """Let a process lead those that it starts, so that all of them can be ended at once."""
    with contextlib.suppress(OSError):  # it has done so itself, or has ended
        os.setpgid(process, process)


def _work(task: Task, allowed: Bounds | None, name: str, writing: int, shut: tuple[int, ...]) -> NoReturn:
    try:
        for descriptor in shut:
            with contextlib.suppress(OSError):
                os.close(descriptor)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked tells this one when to end
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT,))
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        if allowed:
            limit(allowed)
        else:
            _lead(0)
        try:
            for value in task():
                _send(writing, _VALUE, value)
            _send(writing, _END, None)
        except BaseException as error:  # noqa: BLE001 - the wall
            told = refusal(error, allowed, name)
            del error
            _send(writing, _REFUSED, (told.message, told.details, told.hint))
    finally:
        os._exit(0)  # nothing of the process that asked is flushed or closed twice


def limit(allowed: Bounds) -> None:
    """Bound the time and the memory of this process, from now on."""
    import resource  # noqa: PLC0415 - not on Windows

    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, allowed.seconds)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    for kind, column in ((resource.RLIMIT_AS, 0), (resource.RLIMIT_DATA, 5)):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # systems without such a limit
            _, most = resource.getrlimit(kind)
            wanted = _held(column) + allowed.memory * _MB
            resource.setrlimit(kind, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def _held(column: int) -> int:
    """Return the bytes that this process has mapped already: all of them (0), or those of its own data (5)."""
    with open("/proc/self/statm", "rb") as stream_:
        return int(stream_.read().split()[column]) * os.sysconf("SC_PAGE_SIZE")


def _send(descriptor: int, kind: int, value: Any) -> None:
    data = marshal.dumps(value)
    left = memoryview(bytes([kind]) + len(data).to_bytes(_HEAD - 1, "little") + data)
    while left:
        left = left[os.write(descriptor, left) :]


# Where nothing can be forked


def _here(task: Task, allowed: Bounds, name: str) -> Iterator[Any]:
    with _Watch(allowed.seconds):
        try:
            yield from task()
        except GeneratorExit:
            raise
        except Exception as error:  # noqa: BLE001 - the wall
            raise refusal(error, allowed, name) from None


class _Watch:
    """Raises TimeoutError in the thread that made it, when its time is over."""

    def __init__(self, seconds: float) -> None:
        import threading  # noqa: PLC0415 - where nothing can be forked

        self.thread = threading.get_ident()
        self.timer = threading.Timer(seconds, self._ring)
        self.timer.daemon = True

    def __enter__(self) -> None:
        self.timer.start()

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()

    def _ring(self) -> None:
        import ctypes  # noqa: PLC0415 - only when time is over

        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.thread), ctypes.py_object(TimeoutError))


def _readable(descriptors: list[int], seconds: float) -> list[int]:
    poll = select.poll()
    for descriptor in descriptors:
        poll.register(descriptor, select.POLLIN | select.POLLHUP)
    return [descriptor for descriptor, _ in poll.poll(None if seconds == _EVER else seconds * 1000)]


def _slow(name: str, allowed: Bounds) -> NotADocumentError:
    return NotADocumentError(
        f"{name} takes longer than {allowed.seconds} s to read, the limit for a file of its size",
        hint=f"set {SECONDS} higher if it can be trusted",
    )


def _hint() -> str:
    return f"most often for want of memory: set {MEMORY} (MB) higher if it can be trusted"


def _ending(code: int) -> str:
    if code < 0:
        with contextlib.suppress(ValueError):
            from signal import Signals  # noqa: PLC0415 - of processes that were killed

            return Signals(-code).name
    return f"status {code}"
