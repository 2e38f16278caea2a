"""Where the rig's workers are born: one process has loaded everything, and forks on demand.

A worker so born is whole, a session of its own with Celery's usual pool; only the seconds of
loading are spared.
"""

import gc
import os
import signal
import sys

from tests.messaging.rig.worker import app

WORDS = [
    "worker",
    "-c",
    "2",
    "-l",
    "WARNING",
    "--without-gossip",
    "--without-mingle",
    "--without-heartbeat",
]


def main() -> None:
    """Answer each line with the number of a new worker."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody is waited for
    gc.freeze()
    for _asked in sys.stdin:
        born = os.fork()
        if not born:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setsid()
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(2, 1)
            app.worker_main(WORDS)
            os._exit(0)
        sys.stdout.write(f"{born}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
