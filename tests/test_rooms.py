"""A room is found whole: what it brings, its tasks and their times, its addresses, contracts."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from core.rooms import HOUSE, PROTOCOL, modules, packages, parts, rooms
from programs.models import RESERVED_SLUGS

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTRACTS = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["importlinter"]
BRING_NOTHING = {  # module: what it is instead
    "people.agenda": "the words of the protocol and its collector",
    "people.busy": "the words of the protocol and its collector",
    "people.todo": "the words of the protocol and its collector",
    "people.in_short": "the words of the protocol and its collector",
    "microlabs.demo": "the demonstration, which the rooms fill",
}
STARTED = """
import json, os, sys
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "microlabs.settings"
django.setup()
from core.links import without_links
masked = without_links(sys.stdin.read())
from microlabs.celery import app
app.loader.import_default_modules()
times = {
    name: [entry["task"], str(entry["schedule"]), entry.get("options", {})]
    for name, entry in app.conf.beat_schedule.items()
}
tasks = [name for name in app.tasks if not name.startswith("celery.")]
print(json.dumps({"masked": masked, "tasks": tasks, "times": times}))
"""
SCHEDULE: dict[str, list[Any]] = {
    "ask people what they need": ["needs.clock.ask_for_needs", "900.0", {}],
    "count the figures": ["reporting.tasks.count_figures", "30.0", {"expires": 5.0}],
    "deliver waiting messages": [
        "messaging.tasks.delivery.deliver_waiting",
        "10.0",
        {"expires": 60.0},
    ],
    "fetch files that came with messages": ["messaging.tasks.media.fetch_waiting", "60.0", {}],
    "forget counts that are over": [
        "core.clock.forget_counts",
        "<crontab: 25 * * * * (m/h/dM/MY/d)>",
        {},
    ],
    "forget expired exports": ["reporting.tasks.forget_exports", "3600.0", {}],
    "forget sheets nobody confirmed": ["desk.clock.forget_sheets", "3600.0", {}],
    "forget what was done at once": [
        "desk.clock.forget_acts",
        "<crontab: 50 3 * * * (m/h/dM/MY/d)>",
        {},
    ],
    "forget who came to meetings": [
        "meetings.clock.forget_guests",
        "<crontab: 40 3 * * * (m/h/dM/MY/d)>",
        {},
    ],
    "forget offers of a year ago": [
        "coaching.clock.forget_old_offers",
        "<crontab: 35 3 * * * (m/h/dM/MY/d)>",
        {},
    ],
    "forget what guests were written": [
        "messaging.clock.guests.forget_guests",
        "<crontab: 30 3 * * * (m/h/dM/MY/d)>",
        {},
    ],
    "forget doors of long ago": [
        "partners.clock.forget_doors",
        "<crontab: 15 4 * * * (m/h/dM/MY/d)>",
        {},
    ],
    "forget what arrived": [
        "messaging.clock.inbound.forget_inbound",
        "<crontab: 20 4 * * * (m/h/dM/MY/d)>",
        {},
    ],
    "forget what was begun and left": [
        "applications.clock.forget_drafts",
        "<crontab: 10 4 * * * (m/h/dM/MY/d)>",
        {},
    ],
    "keep the calendar years ahead": [
        "messaging.clock.calendar.keep_calendar",
        "<crontab: 40 4 * * * (m/h/dM/MY/d)>",
        {},
    ],
    "make exports whose call was lost": ["reporting.tasks.make_waiting_exports", "60.0", {}],
    "tell what stays of workshops": [
        "workshops.clock.tell_of_what_stays",
        "900.0",
        {"expires": 900.0},
    ],
    "open and close stops on time": ["programs.clock.keep_time", "60.0", {}],
    "pass silent places on": ["applications.clock.pass_places_on", "60.0", {"expires": 60.0}],
    "write the quarterly files of partners": [
        "reporting.clock.write_quarterly_files",
        "<crontab: 15 8-10 * * * (m/h/dM/MY/d)>",
        {},
    ],
    "tell webhooks what happened": [
        "reporting.json_api.tasks.tell_hooks",
        "30.0",
        {"expires": 30.0},
    ],
    "forget what webhooks were told": [
        "reporting.json_api.tasks.forget_deliveries",
        "<crontab: 50 4 * * * (m/h/dM/MY/d)>",
        {},
    ],
    "read what arrived": ["messaging.clock.inbound.read_inbound", "10.0", {}],
    "let stopped imports go on": ["desk.clock.go_on_importing", "180.0", {}],
    "release what partners may see": [
        "reporting.clock.release_partner_figures",
        "<crontab: 40 4 * * * (m/h/dM/MY/d)>",
        {},
    ],
    "remind of offered places": [
        "applications.clock.remind_of_places",
        "600.0",
        {"expires": 600.0},
    ],
    "remind of unfinished candidacies": ["applications.clock.remind", "600.0", {}],
    "renew the public figures": [
        "reporting.tasks.renew_public_figures",
        "<crontab: 30 3 * * * (m/h/dM/MY/d)>",
        {},
    ],
    "score what came or changed": ["selection.clock.score_files", "60.0", {}],
    "settle what was left behind": ["messaging.tasks.sweeping.sweep", "60.0", {"expires": 60.0}],
    "tell who wanted to know": [
        "portal.clock.tell_who_wanted_to_know",
        "120.0",
        {"expires": 120.0},
    ],
    "sum up for the staff": [
        "desk.clock.sum_up",
        "<crontab: 5-59/15 8-11 * * mon-fri (m/h/dM/MY/d)>",
        {},
    ],
    "write visits down": ["programs.clock.write_visits_down", "30.0", {}],
}


@pytest.fixture(scope="module")
def started() -> dict[str, Any]:
    """What a worker that has just started masks and knows: no test has imported anything for it."""
    process = subprocess.run(  # noqa: S603
        [sys.executable, "-c", STARTED],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=True,
        input="\n".join(private_links()),
    )
    known: dict[str, Any] = json.loads(process.stdout)
    return known


def python(room: str) -> list[Path]:
    """The files of a room that people write."""
    return [path for path in (HOUSE / room).rglob("*.py") if "migrations" not in path.parts]


def dotted(path: Path) -> str:
    """The name by which a file is imported."""
    names = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(names[:-1] if names[-1] == "__init__" else names)


@cache
def declared_tasks() -> set[str]:
    """Every function with `@shared_task`, by the name that Celery gives it."""
    return {
        f"{dotted(path)}.{node.name}"
        for room in rooms()
        for path in python(room)
        if "shared_task" in (text := path.read_text())
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
        and any("shared_task" in ast.dump(each) for each in node.decorator_list)
    }


def imported(path: Path) -> set[str]:
    """Every module that a file imports, by its name; of `from a import b` both `a` and `a.b`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return names


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address below `resolver`, as it is written in `urls.py`."""
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield f"{before}{each.pattern}"
        else:
            yield from addresses(each, f"{before}{each.pattern}")


def test_the_rooms_are_entered_in_the_order_of_their_floors() -> None:
    [floors] = [
        each["layers"]
        for each in CONTRACTS["contracts"]
        if each["name"] == "arrows between rooms go down"
    ]
    floor = {
        room.strip(): height
        for height, names in enumerate(reversed(floors))
        for room in names.split("|")
    }
    assert sorted(rooms()) == sorted(floor)
    assert list(rooms()) == sorted(rooms(), key=floor.__getitem__)


@pytest.mark.parametrize("module", PROTOCOL)
def test_what_a_room_brings_is_found(module: str) -> None:
    there = {
        room
        for room in (path.parent.name for path in HOUSE.glob("*/apps.py"))
        if _has(room, module)
    }
    assert {each.__name__.split(".")[0] for each in modules(module)} == there


@pytest.mark.parametrize("module", PROTOCOL)
def test_what_a_room_brings_follows_its_protocol(module: str) -> None:
    empty = {
        each.__name__
        for each in modules(module)
        if not any(hasattr(each, name) for name in PROTOCOL[module])
    }
    assert empty == {name for name in BRING_NOTHING if name.endswith(f".{module}")}


@pytest.mark.parametrize("module", PROTOCOL)
def test_what_a_room_brings_stands_in_the_room_itself_not_in_a_part(module: str) -> None:
    assert [part for room in rooms() for part in parts(room) if _has(part, module)] == []


def _has(package: str, module: str) -> bool:
    folder = HOUSE / package.replace(".", "/")
    return (folder / f"{module}.py").is_file() or (folder / module / "__init__.py").is_file()


def test_every_task_is_known_to_a_worker(started: dict[str, Any]) -> None:
    assert set(started["tasks"]) == declared_tasks()


def test_every_scheduled_task_exists(started: dict[str, Any]) -> None:
    assert {task for task, *_when in started["times"].values()} - declared_tasks() == set()


def test_the_clock_runs_at_these_times(started: dict[str, Any]) -> None:
    assert {name: started["times"].get(name) for name in SCHEDULE} == SCHEDULE


def test_nothing_but_the_demonstration_knows_how_it_is_filled() -> None:
    fillers = {
        f"{room}.demo" for room in rooms() if room != "microlabs" and find_spec(f"{room}.demo")
    }
    assert [
        dotted(path)
        for room in rooms()
        for path in python(room)
        if "demo" in path.read_text() and imported(path) & fillers
    ] == []


def private_links() -> list[str]:
    """One address of each kind that only its holder knows."""
    private = [each for each in addresses(get_resolver()) if re.search(r":key>|:token>", each)]
    return ["/" + re.sub(r"<\w+:(\w+)>", r"17.\1-Z3kQ0", address) for address in private]


def test_a_private_link_is_masked_in_logs_before_anybody_has_opened_one(
    started: dict[str, Any],
) -> None:
    assert len(private_links()) > 0
    assert re.findall(r".*(?:token|key)-Z3kQ0.*", started["masked"]) == []


def test_no_stop_can_take_the_first_part_of_an_address() -> None:
    first = {address.split("/")[0] for address in addresses(get_resolver())}
    assert {part for part in first if part and "<" not in part} - RESERVED_SLUGS == set()


def test_every_room_stands_in_the_contract_between_rooms() -> None:
    floors = [floor.split(" | ") for floor in CONTRACTS["contracts"][0]["layers"]]
    assert (
        {room for floor in floors for room in floor}
        == set(rooms())
        == set(CONTRACTS["root_packages"])
    )


def test_every_room_and_part_stands_in_the_contract_inside_a_room() -> None:
    assert set(CONTRACTS["contracts"][-1]["containers"]) == set(packages())


def test_every_part_stands_in_a_contract_with_its_neighbours() -> None:
    between = CONTRACTS["contracts"][1:-1]
    layered = {
        f"{room}.{name.partition('.')[0]}"
        for contract in between
        for room in contract.get("containers", [])
        for layer in contract["layers"]
        for name in layer.split(" | ")
    }
    beside = {name for contract in between for name in contract.get("modules", [])}
    assert {part for room in rooms() for part in parts(room)} - layered - beside == set()
