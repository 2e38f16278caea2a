"""The plain model beside which the life of sessions runs: lists, and no database.

Hours are minutes from the first one; two experts, whose hours overlap one another’s, and a table.
"""

from __future__ import annotations

from dataclasses import dataclass, field

TAKING = {"offered", "booked"}
MOST = 2  # sessions a person may have


@dataclass
class Hour:
    """A slot: of which expert, when, for how many, and whether it is offered."""

    expert: int
    start: int
    seats: int = 1
    minutes: int = 25
    is_open: bool = True

    def meets(self, other: Hour) -> bool:
        """Whether both are at one instant."""
        return self.start < other.start + other.minutes and other.start < self.start + self.minutes


@dataclass
class Wait:
    """A request: since when, what was said no to, and where it stands."""

    who: int
    since: int
    refused: set[int] = field(default_factory=set)
    state: str = "waiting"


@dataclass
class One:
    """A session: whose, at which hour, and what offered it."""

    who: int
    hour: int
    state: str
    since: int
    wait: Wait | None = None


class Model:
    """Who has what, as it must be after each act."""

    def __init__(self, hours: list[Hour]) -> None:
        self.hours, self.ones, self.waits, self.now = hours, list[One](), list[Wait](), 0

    def tick(self) -> int:
        """The next moment."""
        self.now += 1
        return self.now

    def taken(self, hour: int) -> int:
        """How many have it, or are offered it."""
        return sum(one.hour == hour and one.state in TAKING for one in self.ones)

    def gone(self, hour: int) -> str:
        """Why nobody more may have it; empty where somebody may."""
        if not self.hours[hour].is_open:
            return "closed"
        return "taken" if self.taken(hour) >= self.hours[hour].seats else ""

    def has_all(self, who: int) -> bool:
        """Whether a person has as many as one may have."""
        return sum(one.who == who and one.state in TAKING for one in self.ones) >= MOST

    def clashes(self, who: int, hour: int, but: One | None = None) -> bool:
        """Whether this person is elsewhere then."""
        there = self.hours[hour]
        mine = (one for one in self.ones if one.who == who and one is not but)
        return any(one.state in TAKING and self.hours[one.hour].meets(there) for one in mine)

    def refusal(self, who: int, hour: int) -> str:
        """Why this person may not book it."""
        many = "cap" if self.has_all(who) else ""
        return self.gone(hour) or many or ("clash" if self.clashes(who, hour) else "")

    def waiting(self, who: int) -> Wait | None:
        """The live request of a person."""
        live = (each for each in self.waits if each.who == who)
        return next((each for each in live if each.state in {"waiting", "offered"}), None)

    def ask(self, who: int) -> Wait:
        """Wait, once."""
        moment = self.tick()
        found = self.waiting(who)
        if found is None:
            found = Wait(who, moment)
            self.waits.append(found)
        return found

    def enter(self, who: int, hour: int, state: str, wait: Wait | None = None) -> None:
        """A new session."""
        self.ones.append(One(who, hour, state, self.tick(), wait))

    def met(self, who: int) -> None:
        """A session ends the waiting."""
        if found := self.waiting(who):
            found.state = "met"

    def back_to_queue(self, one: One) -> None:
        """What was offered came to nothing."""
        if one.wait is None:
            self.first_in_queue(one)
        elif one.wait.state == "offered":
            one.wait.state = "waiting"
            one.wait.refused.add(one.hour)

    def first_in_queue(self, one: One) -> None:
        """Who had a session waits since they got it."""
        wait = self.ask(one.who)
        wait.since = min(wait.since, one.since)
        wait.refused.add(one.hour)

    def fill(self, hour: int) -> None:
        """What is free goes to the first who may have it."""
        line = sorted(
            (each for each in self.waits if each.state == "waiting" and hour not in each.refused),
            key=lambda each: each.since,
        )
        for wait in line:
            if self.gone(hour) or self.has_all(wait.who) or self.clashes(wait.who, hour):
                continue
            wait.state = "offered"
            self.enter(wait.who, hour, "offered", wait)

    def give_back(self, one: One) -> None:
        """A session that its person does not want."""
        was, one.state = one.state, "cancelled"
        if was == "offered":
            self.back_to_queue(one)
        self.fill(one.hour)
