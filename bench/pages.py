"""1a, 1b: the form, fetched and sent, beside a bare form and a bare insert. 3: the staff's list."""

import re
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from applications.models import Application
from bench import database, ground
from bench.servers import Ask, Cost, Side
from bench.walks import ANSWERS
from programs.models import Stop

FEW = 1_000  # files of the small database
TOKEN = "t" * 32  # the same in the cookie and in the form is what the check asks for
LIST = f"/desk/{ground.SLUG}/applications/"
Asking = Callable[[], list[Ask]]


def beside(
    ours: Side, floor: Side, our_asks: Asking, floor_asks: Asking, pairs: int
) -> dict[str, Any]:
    """Rounds of both sides in turn; the ratio of CPU is that of each pair, their median counts."""
    ours.round(our_asks()), floor.round(floor_asks())
    rounds: list[tuple[Cost, Cost]] = [
        (ours.round(our_asks()), floor.round(floor_asks())) for _pair in range(pairs)
    ]
    ratios = sorted(
        floor_cost.cpu / our_cost.cpu for our_cost, floor_cost in rounds if our_cost.cpu
    )
    return {
        "ours_cpu_ms": round(median(cost.cpu for cost, _floor in rounds), 2),
        "floor_cpu_ms": round(median(cost.cpu for _ours, cost in rounds), 2),
        "ours_p95_ms": round(median(cost.p95 for cost, _floor in rounds), 1),
        "floor_p95_ms": round(median(cost.p95 for _ours, cost in rounds), 1),
        "ratio_med": round(median(ratios), 2),
        "ratio_min": round(ratios[0], 2),
        "ratio_max": round(ratios[-1], 2),
    }


def form(ours: Side, floor: Side, _stop: Stop, pairs: int, size: int) -> Iterator[dict[str, Any]]:
    """1a: the first page, and all questions on one page, beside a bare form and beside `hello`."""
    first, whole = f"/{ground.SLUG}/apply/", f"/{ground.SLUG}/apply/offline/"
    for path in (first, whole):
        status, _headers, body = ours.ask(Ask(path))
        fields = {*re.findall(rb'name="([a-z_]+)"', body)}
        ok = status == 200 and b"kind" in fields and (path == first or b"province" in fields)  # noqa: PLR2004
        for yardstick in ("/form", "/hello"):
            measured = beside(
                ours, floor, _same(Ask(path), size), _same(Ask(yardstick), size), pairs
            )
            aim = _aimed(measured, 12) if (path, yardstick) == (first, "/form") else {}
            yield {"name": f"1a GET {path} : {yardstick}", "ok": ok, **measured, **aim}


def _aimed(measured: dict[str, Any], times: float) -> dict[str, Any]:
    """How many times cheaper than the floor it is to be, and whether it is."""
    return {"goal": f"ratio ≥ {times}", "within": measured["ratio_med"] >= times}


def _same(ask: Ask, size: int) -> Asking:
    """A round of one and the same request."""
    return lambda: [ask] * size


def submit(ours: Side, floor: Side, _stop: Stop, pairs: int, size: int) -> Iterator[dict[str, Any]]:
    """1b: a whole candidacy sent, checked, stored, with its receipt; beside one bare insert."""
    numbers = iter(range(10_000_000))

    def candidacies() -> list[Ask]:
        return [_candidacy(next(numbers)) for _each in range(size)]

    before = Application.objects.filter(state="submitted").count()
    status, _headers, body = ours.ask(_candidacy(next(numbers)))
    ok = Application.objects.filter(state="submitted").count() == before + 1
    if not ok:
        raise SystemExit(f"A candidacy was answered {status}: {body[:300].decode()}")
    bare = _same(Ask("/insert", "POST", urlencode(ANSWERS, doseq=True)), size)
    measured = beside(ours, floor, candidacies, bare, pairs)
    name = "1b POST a whole candidacy : bare insert"
    yield {"name": name, "ok": ok, **measured, **_aimed(measured, 0.8)}


def _candidacy(number: int) -> Ask:
    """A form of its own: key and telephone."""
    own = {
        "key": str(uuid4()),
        "phone": f"+2127{uuid4().int % 10**8:08}",
        "csrfmiddlewaretoken": TOKEN,
    }
    body = urlencode({**ANSWERS, **own, "name": f"Salma {number}"}, doseq=True)
    return Ask(f"/{ground.SLUG}/apply/whole/", "POST", body, (("Cookie", f"csrftoken={TOKEN}"),))


def staff_list(
    ours: Side, floor: Side, stop: Stop, pairs: int, size: int
) -> Iterator[dict[str, Any]]:
    """3: the staff's list, whole and filtered, in this database, beside bare rows."""
    cookie = (("Cookie", f"sessionid={ground.session()}"),)
    bare = _same(Ask("/rows"), size)
    many = ground.MANY if database.here() == database.LARGE else FEW
    ground.crowd(stop, many)
    sent = Application.objects.filter(submitted_at__isnull=False)
    newest = sent.order_by("-submitted_at", "-id")[0].reference
    for path in (LIST, f"{LIST}?state=submitted&sector=trade"):
        status, _headers, body = ours.ask(Ask(path, headers=cookie))
        ok = status == 200 and (path != LIST or str(newest).encode() in body)  # noqa: PLR2004
        asks = _same(Ask(path, headers=cookie), size)
        measured = beside(ours, floor, asks, bare, pairs)
        yield {
            "name": f"3 GET {path} at {many:,}",
            "ok": ok,
            "html_bytes": len(body),
            **measured,
            **_aimed(measured, 1),
        }
