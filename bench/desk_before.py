"""The staff's pages of this build beside an earlier one's: CPU, statements and bytes of each.

`python -m bench.desk_before TREE [NAMES] [--pairs 7] [--size 20]`, as `bench.before`, among 10,000
files. A row of figures for each page, in turn.
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.before import HERE, OFTEN, PORTS, beside, environment_of
from bench.counted import Database
from bench.servers import HOST, PATIENCE, Ask, Side, python_of, serving
from bench.walks import SLUG, Walk

PREPARE = (Path(__file__).parent / "jobs" / "_desk.py").read_text()
TOKEN = "t" * 32  # the same in the cookie and in the form is what the check asks for
DESK = f"/desk/{SLUG}"
OLD_LIST = "/admin/applications/application/"  # before it became a page of the desk


@dataclass
class Colleague:
    """A member of staff with a browser, and the files that they read one after another."""

    side: Side
    told: dict[str, Any]
    sizes: dict[str, int] = field(default_factory=dict)
    turn: int = 0

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection(HOST, self.side.port, timeout=PATIENCE)
        self.keeps = {"sessionid": self.told["session"], "csrftoken": TOKEN}
        self.keeps |= {"django_language": "fr"}
        self.line.request("GET", "/")  # the first visit brings the stylesheet
        first = self.line.getresponse()
        for cookie in first.headers.get_all("Set-Cookie") or []:
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.keeps |= {name: value} if name == "look" else {}
        first.read()

    def ask(
        self, name: str, path: str, form: dict[str, str] | None = None, *, swaps: bool = False
    ) -> str:
        """One page, which has to be right; the server's cookies are kept as a browser does."""
        headers = [("Cookie", "; ".join(f"{key}={value}" for key, value in self.keeps.items()))]
        headers += [("HX-Request", "true")] if swaps else []
        body = urlencode({**form, "csrfmiddlewaretoken": TOKEN}) if form is not None else ""
        ask = Ask(path, "POST" if form is not None else "GET", body, tuple(headers))
        try:
            status, _headers, page = self.side.ask(ask, self.line)
        except http.client.RemoteDisconnected:  # the other side took its time
            status, _headers, page = self.side.ask(ask, self.line)
        if status != http.HTTPStatus.OK:
            raise SystemExit(f"{path} answered {status}: nothing is measured.")
        self.sizes[name] = len(page)
        return page.decode()

    def next_file(self) -> str:
        """The number of a file that nobody has read."""
        self.turn += 1
        return str(self.told["files"][self.turn])


def page(name: str, *paths: str, of: str) -> Callable[[Colleague], Walk]:
    """One page, by the first of its addresses that this build has."""

    def walking(somebody: Colleague) -> Walk:
        for path in paths[:-1]:
            if somebody.side.ask(Ask(path, headers=_session(somebody)))[0] == http.HTTPStatus.OK:
                break
        else:
            path = paths[-1]

        def walk() -> None:
            if of not in somebody.ask(name, path):
                raise SystemExit(f"{path} shows no {of}: nothing is measured.")

        return walk

    return walking


def _session(somebody: Colleague) -> tuple[tuple[str, str], ...]:
    return (("Cookie", f"sessionid={somebody.told['session']}"),)


def card(somebody: Colleague) -> Walk:
    """A card that is opened."""
    return lambda: _is(
        "BE-", somebody.ask("card", f"{DESK}/triage/{somebody.next_file()}/", swaps=True)
    )


def whole_card(somebody: Colleague) -> Walk:
    """The same as a page of its own."""
    return lambda: _is("BE-", somebody.ask("whole_card", f"{DESK}/triage/{somebody.next_file()}/"))


def verdict(somebody: Colleague) -> Walk:
    """A verdict, answered with the next card."""
    return lambda: _is(
        "BE-",
        somebody.ask(
            "verdict",
            f"{DESK}/triage/{somebody.next_file()}/verdict/",
            {"verdict": "yes"},
            swaps=True,
        ),
    )


def _is(what: str, page: str) -> None:
    if what not in page:
        raise SystemExit(f"No {what} on the page: nothing is measured.")


WALKS: dict[str, Callable[[Colleague], Walk]] = {
    "card": card,
    "verdict": verdict,
    "whole_card": whole_card,
    "choosing": page("choosing", f"{DESK}/choosing/", of="BE-"),
    "what_if": page("what_if", f"{DESK}/choosing/what-if/", of="BE-"),
    "doubles": page("doubles", f"{DESK}/doubles/", of="BE-"),
    "list": page("list", f"{DESK}/applications/", OLD_LIST, of="BE-"),
    "home": page("home", "/desk/", of="Microlabs"),
}


def main() -> int:
    """Measure what is named on both sides."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", type=Path, help="a checkout of the earlier build, with its .venv")
    parser.add_argument("names", nargs="*", help=" ".join(WALKS))
    parser.add_argument("--pairs", type=int, default=7, help="rounds of both sides")
    parser.add_argument("--size", type=int, default=20, help="pages in a round")
    options = parser.parse_args()
    for result in compared(options.tree, options.names, options.pairs, options.size):
        sys.stdout.write(json.dumps(result) + "\n")
        sys.stdout.flush()
    return 0


def compared(tree: Path, names: Collection[str], pairs: int, size: int) -> Iterator[dict[str, Any]]:
    """Each of these pages on both builds; all of them where none is named."""
    with (
        working(HERE, "now") as (now, now_told),
        working(tree.resolve(), "before") as (before, before_told),
    ):
        colleagues = {now[0].port: Colleague(now[0], now_told)}
        colleagues |= {before[0].port: Colleague(before[0], before_told)}
        for name in names or WALKS:
            walks = walked(WALKS[name], colleagues)
            figures = beside(walks, now, before, pairs, size * OFTEN.get(name, 1))
            sizes = {f"{side}_bytes": colleagues[PORTS[side]].sizes[name] for side in PORTS}
            yield {"name": name, **figures, **sizes}


def walked(
    walk: Callable[[Colleague], Walk], colleagues: dict[int, Colleague]
) -> Callable[[Side], Walk]:
    """What the colleague of a side does."""
    return lambda side: walk(colleagues[side.port])


@contextmanager
def working(tree: Path, name: str) -> Iterator[tuple[tuple[Side, Database], dict[str, Any]]]:
    """One side with its files, and what is to be looked at there."""
    environment = environment_of(tree, name)
    done = subprocess.run(  # noqa: S603
        [python_of(tree), "-c", PREPARE],
        cwd=tree,
        env={**os.environ, **environment},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    with serving("microlabs.wsgi:application", PORTS[name], tree, **environment) as side:
        yield (side, Database(environment["DATABASE_URL"])), told


if __name__ == "__main__":
    sys.exit(main())
