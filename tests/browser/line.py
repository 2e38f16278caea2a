"""A line to the server that can go dead while the browser believes in it: cut, silent, or slow."""

import socket
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Literal, Self

State = Literal["whole", "cut", "silent", "slow"]
CHUNK = 65536


class Line:
    """A relay between browsers and the server. What browsers sent stands in `asked`.

    Cut, it ends each connection at once; silent, it takes everything and answers nothing; slow,
    it answers after `LAG` seconds.
    """

    LAG = 1.5

    def __init__(self, server: str) -> None:
        """Relay to `server`, such as `http://localhost:8081`."""
        host, port = server.removeprefix("http://").split(":")
        self.server = host, int(port)
        self.state: State = "whole"
        self.asked = bytearray()
        self.open: set[socket.socket] = set()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self.door.getsockname()[1]}"
        threading.Thread(target=self._take, daemon=True).start()

    def __enter__(self) -> Self:
        """The relay works from the start."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End what is still open."""
        self.door.close()
        self.become("cut")

    def become(self, state: State) -> None:
        """Change the line; what is open ends when it is cut."""
        self.state = state
        if state == "cut":
            for each in list(self.open):
                end(each)

    def times(self, request: str) -> int:
        """How often browsers sent `request`, such as `GET /fes/`."""
        return bytes(self.asked).count(f"{request} HTTP/1.1".encode())

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                browser, _address = self.door.accept()
                if self.state == "cut":
                    browser.close()
                    continue
                server = socket.create_connection(self.server)
                self.open |= {browser, server}
                for pair in ((browser, server), (server, browser)):
                    threading.Thread(target=self._relay, args=pair, daemon=True).start()

    def _relay(self, source: socket.socket, target: socket.socket) -> None:
        comes_from_server = source.getpeername() == self.server
        with suppress(OSError):
            while sent := source.recv(CHUNK):
                if comes_from_server and self.state == "slow":
                    time.sleep(self.LAG)
                if self.state == "cut":
                    break  # it came in while the line was being cut
                if not comes_from_server:
                    self.asked += sent
                if self.state != "silent":
                    target.sendall(sent)
        for each in (source, target):
            end(each)
            self.open.discard(each)


def end(connection: socket.socket) -> None:
    """Close it, and let whoever reads from it know."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
