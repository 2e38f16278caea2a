"""A virus scanner here that speaks clamd's INSTREAM and knows one virus: EICAR's test file."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(socketserver.BaseRequestHandler):
    """One file: its pieces, then the verdict."""

    def handle(self) -> None:
        command = self._read(10)
        data = b""
        while size := struct.unpack("!L", self._read(4))[0]:
            data += self._read(size)
        if command != b"zINSTREAM\0":
            verdict = b"UNKNOWN COMMAND"
        elif EICAR in data:
            verdict = b"stream: Eicar-Test-Signature FOUND"
        elif len(data) > 1_000_000:
            verdict = b"INSTREAM size limit exceeded. ERROR"
        else:
            verdict = b"stream: OK"
        self.request.sendall(verdict + b"\0")

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            data += self.request.recv(size - len(data))
        return data


@contextmanager
def clamd() -> Iterator[str]:
    """The address at which it listens."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"tcp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
