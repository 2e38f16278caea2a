"""Other engines than Debian's Chromium, as hands that press and write, each by its own protocol."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import httpx
from playwright.sync_api import Browser

from tests.ports import free_port

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # what W3C calls the key of an element
BROWSER = "MiniBrowser"  # WebKitGTK's own
PATIENCE = 30
MARK = """(() => {
  document.querySelectorAll("[data-hand]").forEach((one) => one.removeAttribute("data-hand"));
  const each = [...document.querySelectorAll(%s)].find((one) => one.offsetWidth);
  if (!each) return false;
  each.setAttribute("data-hand", "");
  each.scrollIntoView({ block: "center", behavior: "instant" });
  return true;
})()"""


class Hands(Protocol):
    """A person before a browser."""

    def go(self, address: str) -> None:
        """Open an address."""

    def run(self, script: str) -> Any:
        """What a script of one expression gives."""

    def press(self, selector: str) -> None:
        """Press what is seen there."""

    def write(self, selector: str, text: str) -> None:
        """Write into a field."""

    def close(self) -> None:
        """End the browser."""


def seen(hands: Hands, selector: str) -> None:
    """Wait until something of `selector` is seen, and mark it."""
    mark = MARK % json.dumps(selector)
    until(lambda: hands.run(mark), f"{selector} is not seen")


def until(happened: Any, otherwise: str) -> None:
    """Wait for it. Raises `AssertionError`; a page that is changing answers nothing yet."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(Exception):
            if happened():
                return
        time.sleep(0.1)
    raise AssertionError(otherwise)


class ByPlaywright:
    """An older Chromium: presses by places, for it lacks what Playwright asks of elements."""

    def __init__(self, browser: Browser) -> None:
        """Open a phone."""
        self.context = browser.new_context(
            viewport={"width": 360, "height": 740}, reduced_motion="reduce"
        )
        self.page = self.context.new_page()

    def go(self, address: str) -> None:
        self.page.goto(address)

    def run(self, script: str) -> Any:
        return self.page.evaluate(script)

    def press(self, selector: str) -> None:
        seen(self, selector)
        x, y = self.run(
            "(() => { const box = document.querySelector('[data-hand]').getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2] })()"
        )
        self.page.mouse.click(x, y)

    def write(self, selector: str, text: str) -> None:
        seen(self, selector)
        self.run("document.querySelector('[data-hand]').select()")
        self.page.keyboard.insert_text(text)

    def close(self) -> None:
        self.context.close()


class ByW3C:
    """What speaks WebDriver: `ask` says one of its commands."""

    def ask(self, path: str, name: str, **what: Any) -> Any:
        """Say a command: its path over HTTP, its name over Marionette."""
        raise NotImplementedError

    def go(self, address: str) -> None:
        self.ask("url", "Navigate", url=address)

    def run(self, script: str) -> Any:
        return self.ask("execute/sync", "ExecuteScript", script=f"return {script}", args=[])

    def element(self, selector: str) -> str:
        seen(self, selector)
        found = self.ask("element", "FindElement", using="css selector", value="[data-hand]")
        return str(found.get("value", found)[ELEMENT])

    def press(self, selector: str) -> None:
        self.act(selector, "click", "ElementClick")

    def write(self, selector: str, text: str) -> None:
        self.act(selector, "clear", "ElementClear")
        self.act(selector, "value", "ElementSendKeys", text=text)

    def act(self, selector: str, path: str, name: str, **said: Any) -> None:
        """Do it once nothing stands before the element: a page may just be drawn."""

        def done() -> bool:
            element = self.element(selector)
            self.ask(f"element/{element}/{path}", name, id=element, **said)
            return True

        until(done, f"{selector} is out of reach")

    def close(self) -> None:
        raise NotImplementedError


class WebKit(ByW3C):
    """WebKitGTK, by its own driver, on a screen that nobody sees."""

    def __init__(self) -> None:
        """Start screen, driver, browser."""
        self.port = free_port()
        home = next(Path("/usr/lib").glob(f"*/webkit2gtk-4.*/{BROWSER}"))
        alone = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        self.process = subprocess.Popen(  # noqa: S603  a driver of Debian's
            [
                found("xvfb-run"),
                "-a",
                "-s",
                "-screen 0 360x800x24",
                found("WebKitWebDriver"),
                f"--port={self.port}",
            ],
            env=os.environ | alone,
            start_new_session=True,
        )
        self.home = f"http://127.0.0.1:{self.port}/session"
        options = {"binary": str(home), "args": ["--automation"]}
        wanted = {"browserName": BROWSER, "webkitgtk:browserOptions": options}
        until(lambda: self.begin(wanted), "WebKit does not start")

    def begin(self, wanted: dict[str, Any]) -> bool:
        answer = httpx.post(
            self.home, json={"capabilities": {"alwaysMatch": wanted}}, timeout=PATIENCE
        )
        self.home = f"{self.home}/{answer.json()['value']['sessionId']}"
        return True

    def ask(self, path: str, name: str, **what: Any) -> Any:  # noqa: ARG002  both protocols
        answer = httpx.post(f"{self.home}/{path}", json=what, timeout=60)
        if answer.is_error:
            raise LookupError(answer.text)
        return answer.json()["value"]

    def close(self) -> None:
        httpx.delete(self.home, timeout=PATIENCE)
        os.killpg(self.process.pid, 15)
        self.process.wait()


class Firefox(ByW3C):
    """Firefox, by Marionette: WebDriver's commands over a socket."""

    def __init__(self) -> None:
        """Start it with a profile of its own."""
        port = free_port()
        self.profile = tempfile.mkdtemp()
        (Path(self.profile) / "user.js").write_text(f'user_pref("marionette.port", {port});\n')
        self.process = subprocess.Popen(  # noqa: S603  a driver of Debian's
            [
                found("firefox-esr"),
                "--headless",
                "--marionette",
                "--no-remote",
                "--profile",
                self.profile,
            ],
            stderr=subprocess.DEVNULL,
        )
        self.asked = 0
        until(lambda: self.connect(port), "Firefox does not start")
        self.hear()
        self.ask("-", "NewSession", capabilities={})
        self.ask("-", "SetWindowRect", width=360, height=740)

    def connect(self, port: int) -> bool:
        self.line: socket.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        return True

    def hear(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self.line.recv(1)
        told = b""
        while len(told) < int(length[:-1]):
            told += self.line.recv(65536)
        return json.loads(told)

    def ask(self, path: str, name: str, **what: Any) -> Any:  # noqa: ARG002  both protocols
        self.asked += 1
        text = json.dumps([0, self.asked, f"WebDriver:{name}", what]).encode()
        self.line.sendall(f"{len(text)}:".encode() + text)
        _kind, _number, error, told = self.hear()
        if error:
            raise LookupError(error)
        return told["value"] if isinstance(told, dict) and "value" in told else told

    def close(self) -> None:
        self.line.close()
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)


def found(program: str) -> str:
    """Where a program stands. Raises `LookupError` where it is missing."""
    path = shutil.which(program)
    if path is None:
        raise LookupError(f"{program} is missing: `make engines` brings it")
    return path
