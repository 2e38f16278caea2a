"""What providers delivered, "as the recipient saw it", and the faults they are told to make."""

from __future__ import annotations

import json
import random
import threading
import time
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Delivery:
    """Something that reached somebody's telephone or mailbox."""

    provider: str  # whatsapp, sms, email
    id: str
    to: str
    body: str
    # what the sender named it by: biz_opaque_callback_data, Idempotency-Key, X-Entity-Ref-ID
    echo: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    at: float = field(default_factory=time.time)


@dataclass
class Faults:
    """`script` is used up one by one; afterwards each fault comes as often as it says, of 1.

    An int is that HTTP status, undelivered; `drop` delivers and never answers; `lose` does neither;
    `break` delivers and answers 500.
    """

    script: list[int | str] = field(default_factory=list)
    drop: float = 0
    lose: float = 0
    busy: float = 0  # 429
    broken: float = 0  # 500, undelivered
    delay: float = 0  # seconds, at most
    duplicate: float = 0  # webhooks told twice
    shuffle: bool = False  # webhooks in any order
    silent: bool = False  # no webhooks at all
    seed: int = 1

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)  # noqa: S311  faults, not secrets
        self.lock = threading.Lock()

    def next(self) -> int | str | None:
        """What goes wrong with the next call."""
        with self.lock:
            if self.script:
                return self.script.pop(0)
            fate = self.dice.random()
            for name, share in (
                ("drop", self.drop),
                ("lose", self.lose),
                (429, self.busy),
                (500, self.broken),
            ):
                fate -= share
                if fate < 0:
                    return name
            return None

    def pause(self) -> float:
        with self.lock:
            return self.dice.uniform(0, self.delay) if self.delay else 0

    def twice(self) -> bool:
        with self.lock:
            return self.dice.random() < self.duplicate


class Truth:
    """The log of deliveries, in memory and, when given a file, line by line on disk."""

    def __init__(self, path: Path | None = None) -> None:
        self.deliveries: list[Delivery] = []
        self.calls: list[dict[str, Any]] = []  # every call, delivered or not: headers and words
        self.reads: list[str] = []  # messages that we said we have read
        self.path, self.lock, self.numbers = path, threading.Lock(), count(1)

    def number(self) -> int:
        return next(self.numbers)

    def deliver(self, delivery: Delivery) -> None:
        with self.lock:
            self.deliveries.append(delivery)
            if self.path:
                with self.path.open("a", encoding="utf-8") as log:
                    log.write(json.dumps(asdict(delivery), ensure_ascii=False) + "\n")

    def called(self, **what: Any) -> None:
        with self.lock:
            self.calls.append(what)

    def bodies(self, provider: str = "") -> list[str]:
        with self.lock:
            return [each.body for each in self.deliveries if provider in {"", each.provider}]
