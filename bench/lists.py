"""3b: the staff's list as it is, beside what it was before it became a page of the desk.

The old product is fetched from the history and served on the same server, database and cache.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings

from bench import ground
from bench.servers import Ask, Side, serving
from programs.models import Stop

OLD = "d41c287"  # the last one whose list was Django's admin's
GOAL = 0.6  # of its CPU
BEFORE = "/admin/applications/application/"
SIZES = (1_000,)


@contextmanager
def old_product(port: int) -> Iterator[Side]:
    """The product of that time, as it was, on the database of the benches."""
    with TemporaryDirectory() as folder:
        tree = Path(folder) / "old"
        git = ["git", "-C", str(settings.BASE_DIR), "worktree"]
        subprocess.run([*git, "add", "--detach", tree, OLD], check=True, capture_output=True)  # noqa: S603
        try:
            for command in (["translations", "compile"], ["collectstatic", "--noinput"]):
                subprocess.run(  # noqa: S603
                    [sys.executable, "manage.py", *command],
                    cwd=tree,
                    env=os.environ,
                    check=True,
                    capture_output=True,
                )
            with serving("microlabs.wsgi:application", port, tree=tree) as side:
                yield side
        finally:
            subprocess.run([*git, "remove", "--force", tree], check=True)  # noqa: S603


def lists(ours: Side, port: int, stop: Stop, pairs: int, size: int) -> Iterator[dict[str, Any]]:
    """The newest fifty of a thousand and of a million, whole and narrowed, asked of both in turn."""
    cookie = (("Cookie", f"sessionid={ground.session()}"),)
    now = f"/desk/{stop.slug}/applications/"
    with old_product(port) as old:
        for many in SIZES:
            ground.crowd(stop, many)
            for query in ("", "?state=submitted&sector=trade"):
                asks = [[Ask(f"{at}{query}", headers=cookie)] * size for at in (now, BEFORE)]
                bodies = [side.ask(ask[0])[2] for side, ask in zip((ours, old), asks, strict=True)]
                shown = [body.count(b"BE-") >= 50 for body in bodies]  # noqa: PLR2004  a page
                yield {
                    "name": f"3b GET the list{query} at {many:,}",
                    **_beside(ours, old, asks, pairs),
                    "ok": all(shown),
                    "html_bytes": [len(body) for body in bodies],
                }


def _beside(ours: Side, old: Side, asks: list[list[Ask]], pairs: int) -> dict[str, Any]:
    """Rounds of both in turn: CPU of each, and the ratio pair by pair, of which the median counts."""
    for side, ask in zip((ours, old), asks, strict=True):
        side.round(ask)
    rounds = [(ours.round(asks[0]), old.round(asks[1])) for _pair in range(pairs)]
    ratio = median(new.cpu / before.cpu for new, before in rounds)
    return {
        "cpu_ms": round(median(new.cpu for new, _before in rounds), 1),
        "before_cpu_ms": round(median(before.cpu for _new, before in rounds), 1),
        "p95_ms": round(median(new.p95 for new, _before in rounds), 1),
        "before_p95_ms": round(median(before.p95 for _new, before in rounds), 1),
        "ratio": round(ratio, 2),
        "goal": GOAL,
        "within": ratio <= GOAL,
    }
