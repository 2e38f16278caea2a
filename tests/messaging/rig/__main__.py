"""`python -m tests.messaging.rig --mode echo --messages 1000 --runs 5`: the crash rig's counts.

It counts what was not sent, came twice, is parked; it exits with 1 when something is wrong.
"""

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path

import django

from tests.messaging.rig import servers


def main() -> int:
    """Play the runs that were asked for, each on servers of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mode", choices=["keyed", "echo", "none"], default="echo")
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument(
        "--seconds",
        type=float,
        default=25,
        help="within which they become due, and everything falls",
    )
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument(
        "--without", choices=["parking", "lease", "outbox"], default="", help="take a guard away"
    )
    parser.add_argument(
        "--until-red", action="store_true", help="end when somebody has a message twice"
    )
    args = parser.parse_args()
    log = Path(tempfile.gettempdir()) / f"rig-{os.getpid()}.log"
    good = [_run(args, log) for _number in range(args.runs)]
    if all(good):
        log.unlink(missing_ok=True)
    return 0 if all(good) else 1


def _run(words: argparse.Namespace, log: Path) -> bool:
    child = os.fork()  # Django learns its databases once in the life of a process
    if child:
        return os.waitpid(child, 0)[1] == 0
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(1)
    )  # through every `finally`, so that nothing is left running
    with servers.databases() as (cluster, memory, where):
        os.environ.update(servers.environment(where, words.without))
        with servers.stage(words.mode, log) as (port, known):
            os.environ.update(known)
            django.setup()
            from tests.messaging.rig.play import play  # noqa: PLC0415  needs the models

            outcome = play(
                words.mode,
                words.messages,
                seconds=words.seconds,
                log=log,
                port=port,
                falling=(memory, cluster),
                without=words.without,
                until_red=words.until_red,
            )
        sys.stdout.write(f"{outcome} right={outcome.right}\n")
        sys.stdout.flush()
    os._exit(0 if outcome.right else 1)


if __name__ == "__main__":
    sys.exit(main())
