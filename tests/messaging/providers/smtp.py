"""A mail server that keeps what it gets; it can refuse a recipient, or take a mail and hang up."""

from __future__ import annotations

import re
import socketserver
import threading
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from tests.messaging.providers.truth import Delivery, Faults, Truth

ADDRESS = re.compile(r"<([^>]*)>")


class Sink(socketserver.ThreadingTCPServer):
    """SMTP on this machine.

    A fault that is a number answers RCPT with it; `drop` hangs up after the words.
    """

    allow_reuse_address, daemon_threads = True, True

    def __init__(self, truth: Truth, faults: Faults, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Session)
        self.truth, self.faults = truth, faults
        self.letters: list[EmailMessage] = []
        self.thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def keep(self, recipients: list[str], raw: bytes) -> None:
        """One mail, delivered to each recipient."""
        letter = message_from_bytes(raw, policy=default)
        text = letter.get_body(("plain",))
        words = str(text.get_content()).replace("\r\n", "\n").strip() if text else ""
        self.letters.append(letter)
        for to in recipients:
            self.truth.deliver(
                Delivery("email", letter["Message-ID"], to, words, letter["X-Entity-Ref-ID"] or "")
            )

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        self.thread.join()


class _Session(socketserver.StreamRequestHandler):
    server: Sink

    def handle(self) -> None:
        recipients: list[str] = []
        self._say("220 sink")
        while line := self.rfile.readline().decode(errors="replace").strip():
            verb, _space, rest = line.partition(" ")
            match verb.upper():
                case "EHLO" | "HELO":
                    self._say("250 sink")
                case "RCPT":
                    fault = self._fault()
                    recipients += [] if fault else ADDRESS.findall(rest)
                    self._say(f"{fault} no" if fault else "250 yes")
                case "DATA":
                    self._say("354 go on")
                    self.server.keep(recipients, self._words())
                    if self.server.faults.script[:1] == ["drop"]:
                        self.server.faults.script.pop()
                        return
                    self._say("250 kept")
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 yes")

    def _fault(self) -> int:
        script = self.server.faults.script
        return int(script.pop(0)) if script and isinstance(script[0], int) else 0

    def _words(self) -> bytes:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, words: Any) -> None:
        self.wfile.write(f"{words}\r\n".encode())
