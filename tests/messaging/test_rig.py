"""Nothing is lost or comes twice while all falls over; the rig sees it when a guard is gone."""

import re
import subprocess
import sys

import pytest

SHORT = ("--messages", "60", "--seconds", "3")


def played(*words: str) -> tuple[int, dict[str, int]]:
    """How a run of the rig ended, and what it counted."""
    command = [sys.executable, "-m", "tests.messaging.rig", *SHORT, *words]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=800)  # noqa: S603
    return run.returncode, {
        name: int(number) for name, number in re.findall(r"(\w+)=(\d+)\b", run.stdout)
    }


@pytest.mark.parametrize("mode", ["echo", "none"])
def test_whatever_falls_over_each_message_arrives_once_or_lies_before_a_person(mode: str) -> None:
    """How many lie there, the rig itself says: on a busy machine a provider's word may be late."""
    _code, counted = played("--mode", mode)
    assert (
        counted["messages"],
        counted["not_sent"],
        counted["twice"],
        counted["moved_wrongly"],
    ) == (60, 0, 0, 0)
    assert counted["kills"] >= 3


def test_the_rig_turns_red_when_nothing_is_committed_before_the_call() -> None:
    """A kill falls between the call and what would be kept of it: in the first runs, as a rule."""
    words = ("--mode", "none", "--without", "lease", "--until-red")
    runs = (played(*words) for _run in range(12))
    assert any(code == 1 and counted["twice"] > 0 for code, counted in runs)
