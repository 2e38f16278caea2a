"""A port for a server that a test starts: below those from which clients call, of this process."""

import os
import socket
from contextlib import suppress
from itertools import count

HOST = "127.0.0.1"
FIRST, SPAN = 18_500, 13_000
_turns = count(os.getpid() * 64, 2)


def free_port() -> int:
    """One at which nobody listens, and nobody at the next one."""
    for turn in _turns:
        port = FIRST + turn % SPAN
        with suppress(OSError), socket.socket() as one, socket.socket() as next_one:
            one.bind((HOST, port))
            next_one.bind((HOST, port + 1))
            return port
    raise OSError
