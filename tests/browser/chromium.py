"""Chromium by its own pipe: a page is opened, keys are pressed, and what it says is read. Nothing to install but it."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run",
         "--disable-background-networking", "--window-size=1440,900", "--disable-dev-shm-usage")  # fmt: skip
# The browser reads from the third stream after the usual ones and writes to the fourth.
START = """import os, sys
read, write = (os.dup(int(number)) for number in sys.argv[1:3])
os.dup2(read, 3), os.dup2(write, 4), os.set_inheritable(3, True), os.set_inheritable(4, True)
os.execv(sys.argv[3], sys.argv[3:])"""
PATIENCE = 30.0  # seconds: a busy machine starts a browser slowly
_CODES = {"Enter": 13, "Tab": 9, "Escape": 27, " ": 32, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39,
          "ArrowDown": 40, "Home": 36}  # fmt: skip


def found() -> str:
    """Return where a Chromium is, '' if there is none."""
    return next(filter(None, map(shutil.which, NAMES)), "")


class Chromium:
    """One browser with one page; ``told`` is all that its console, its policy and its scripts complained of."""

    def __init__(self, *, dark: bool = False) -> None:
        self.told: list[str] = []
        self.requests: list[str] = []
        self._numbers = itertools.count(1)
        self._folder = tempfile.mkdtemp()
        self._rest = b""
        read, to_browser = os.pipe()
        self._from, write = os.pipe()
        os.set_blocking(self._from, False)
        self._to = to_browser
        own = f"--user-data-dir={self._folder}"
        argv = [sys.executable, "-c", START, str(read), str(write), found(), *FLAGS, own, "about:blank"]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(argv, pass_fds=(read, write), **quiet)
        os.close(read)
        os.close(write)
        page = next(one for one in self._say("Target.getTargets")["targetInfos"] if one["type"] == "page")
        self._session = self._say("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.say(f"{domain}.enable")
        self.say("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.say("Emulation.setEmulatedMedia", features=[scheme, {"name": "prefers-reduced-motion", "value": "reduce"}])

    def __enter__(self):
        return self

    def __exit__(self, *_problem) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        os.close(self._to)
        os.close(self._from)
        shutil.rmtree(self._folder, ignore_errors=True)

    def open(self, path) -> None:
        self.told.clear()
        self.requests.clear()
        self.say("Page.navigate", url=path.as_uri())
        self.wait("document.readyState === 'complete'")

    def press(self, *keys: str) -> None:
        for key in keys:
            text = "\r" if key == "Enter" else key if len(key) == 1 else ""
            code = _CODES.get(key, ord(key.upper()) if len(key) == 1 else 0)
            told = {"key": key, "windowsVirtualKeyCode": code, **({"text": text} if text else {})}
            self.say("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **told)
            self.say("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def ask(self, script: str):
        """Return the value of an expression in the page."""
        answer = self.say("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait(self, script: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.ask(script):
            assert time.monotonic() < deadline, script
            time.sleep(0.02)

    def say(self, method: str, **given):
        return self._say(method, self._session, **given)

    def _say(self, method: str, session: str = "", **given):
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": given, **({"sessionId": session} if session else {})}
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._hear()
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]

    def _hear(self):
        deadline = time.monotonic() + PATIENCE
        while b"\0" not in self._rest:
            assert time.monotonic() < deadline, "the browser says nothing"
            try:
                self._rest += os.read(self._from, 1 << 20)
            except BlockingIOError:
                time.sleep(0.005)
        message, _, self._rest = self._rest.partition(b"\0")
        told = json.loads(message)
        self._note(told.get("method", ""), told.get("params", {}))
        return told

    def _note(self, method: str, about) -> None:
        if method == "Log.entryAdded":
            self.told.append(about["entry"]["text"])
        elif method == "Runtime.consoleAPICalled":
            self.told.append(f"{about['type']}: {about['args']}")
        elif method == "Runtime.exceptionThrown":
            self.told.append(str(about["exceptionDetails"]))
        elif method == "Page.javascriptDialogOpening":
            self.told.append(f"dialog: {about['message']}")
        elif method == "Network.requestWillBeSent":
            self.requests.append(about["request"]["url"])
