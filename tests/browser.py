"""Real headless Chromium for tests, driven over the DevTools protocol, with no way out.

A page that is opened has its requests, console messages, errors and dialogs recorded. The network
is off twice: every name resolves to nothing, and the page is told that it is offline.
"""

import base64
import itertools
import json
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websocket

_FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-extensions", "--disable-dev-shm-usage", "--hide-scrollbars", "--mute-audio"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-port=0"),
)
_DRAWING = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
_PATIENCE = 60.0
_LEAVING = ("Inspected target navigated", "Execution context was destroyed", "Cannot find context")


class Page:
    """A page in the browser, with what it has asked for and complained about."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.dialogs: list[str] = []
        for domain in ("Page", "Runtime", "Log", "Network", "DOM", "Accessibility"):
            self.command(f"{domain}.enable")
        self.command(
            "Network.emulateNetworkConditions",
            offline=True,
            latency=0,
            downloadThroughput=0,
            uploadThroughput=0,
        )

    def command(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and wait for its answer, taking note of events on the way."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                result: dict[str, Any] = message["result"]
                return result
            self._note(message.get("method", ""), message.get("params", {}))

    def _note(self, method: str, event: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.requests.append(event["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.errors.append(json.dumps(event["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled":
            self.errors.append(json.dumps([event["type"], event["args"]]))
        elif method == "Log.entryAdded":
            self.errors.append(json.dumps(event["entry"]))
        elif method == "Page.javascriptDialogOpening":
            self.dialogs.append(event["message"])
            self._socket.send(
                json.dumps(
                    {
                        "id": next(self._numbers),
                        "method": "Page.handleJavaScriptDialog",
                        "params": {"accept": True},
                    }
                )
            )

    def online(self) -> None:
        """Tell the page that there is a network; the resolver still knows one address only."""
        self.command(
            "Network.emulateNetworkConditions",
            offline=False,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )

    def forget(self) -> None:
        """Forget what has been noted so far."""
        for noted in (self.requests, self.errors, self.dialogs):
            noted.clear()

    def size(self, width: int, height: int) -> None:
        """Set the window's inner size."""
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def media(self, **features: str) -> None:
        """Set media features, such as ``prefers_color_scheme="dark"``."""
        listed = [{"name": k.replace("_", "-"), "value": v} for k, v in features.items()]
        self.command("Emulation.setEmulatedMedia", features=listed)

    def scripts(self, on: bool) -> None:
        """Turn JavaScript on or off for pages opened from now on."""
        self.command("Emulation.setScriptExecutionDisabled", value=not on)

    def open(
        self, file: Path, ready: str = "document.documentElement?.dataset.ready==='yes'"
    ) -> None:
        """Open a file and wait until it says that it is ready."""
        self.command("Page.navigate", url=file.resolve().as_uri())
        if ready:
            self.wait(ready)

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression."""
        answer = self.command(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def wait(self, condition: str, patience: float = _PATIENCE) -> None:
        """Wait until a JavaScript condition holds, through the page being left for another.

        Raises:
            TimeoutError: it did not, within so many seconds.
        """
        end = time.monotonic() + patience
        while not self._holds(condition):
            if time.monotonic() > end:
                raise TimeoutError(condition)
            time.sleep(0.05)

    def _holds(self, condition: str) -> bool:
        try:
            return bool(self.run(condition))
        except RuntimeError as error:
            if any(leaving in str(error) for leaving in _LEAVING):
                return False
            raise

    def press(self, key: str, modifiers: int = 0) -> None:
        """Press a key: ``Tab``, ``Enter``, ``Escape`` or a letter."""
        codes = {
            **{"Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "Home": 36},
            **{"ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40},
        }
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        for kind in ("keyDown", "keyUp"):
            self.command(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                modifiers=modifiers,
                code=key if len(key) > 1 else "",
                text=text if kind == "keyDown" else "",
                windowsVirtualKeyCode=codes.get(key, ord(key[0])),
            )

    def type(self, text: str) -> None:
        """Write text where the focus is."""
        self.command("Input.insertText", text=text)

    def click(self, x: float, y: float) -> None:
        """Click at a place in the window."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.command(
                "Input.dispatchMouseEvent",
                type=kind,
                x=x,
                y=y,
                button="none" if kind == "mouseMoved" else "left",
                clickCount=0 if kind == "mouseMoved" else 1,
            )

    def picture(self, file: Path, whole: bool = False) -> None:
        """Save a picture of the window, or of the whole page."""
        answer = self.command("Page.captureScreenshot", captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(answer["data"]))


@contextmanager
def browser(
    program: str,
    width: int = 1400,
    height: int = 1000,
    *,
    server: bool = False,
    drawing: bool = False,
) -> Iterator[Page]:
    """A new browser with an empty profile, ended and removed afterwards.

    Parameters:
        server: whether it may reach a server on this machine, and nothing else.
        drawing: whether it can draw by WebGL, in software.
    """
    flags = [
        flag + (", EXCLUDE 127.0.0.1" if server and flag.startswith("--host-resolver") else "")
        for flag in _FLAGS
        if not (drawing and flag == "--disable-gpu")
    ]
    flags += _DRAWING if drawing else ()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [program, *flags, f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            socket = websocket.create_connection(
                _address(Path(profile)), suppress_origin=True, timeout=_PATIENCE
            )
            try:
                page = Page(socket)
                if server:
                    page.online()
                page.size(width, height)
                yield page
            finally:
                socket.close()
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(profile: Path) -> str:
    port = profile / "DevToolsActivePort"
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if port.is_file() and (lines := port.read_text().split()):
            with urllib.request.urlopen(f"http://127.0.0.1:{lines[0]}/json", timeout=5) as answer:
                targets = json.load(answer)
            for target in targets:
                if target["type"] == "page":
                    return str(target["webSocketDebuggerUrl"])
        time.sleep(0.05)
    raise TimeoutError("the browser did not start")
