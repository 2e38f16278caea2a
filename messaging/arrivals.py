"""What reached us and could not be read: listed for the staff, with as many of its words as go."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.keyset import Keyset
from core.webhooks import clean
from messaging.channels.addresses import EMAIL, PHONE
from messaging.channels.base import label_of
from messaging.http.inbound_mail import AGAIN, ODD_MAIL, names_in, said_in, sheet_of
from messaging.http.mail_words import decoded
from messaging.http.originals import harmless
from messaging.models import Inbound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from messaging.models.inbound import InboundQuerySet
    from people.models import User

SIZE = 20
LONGEST = 5_000  # letters that are shown of something of which nothing else is known
SAYING = {"body", "text", "caption", "title", "message", "content"}  # names of somebody's words
WRITERS = ("from", "wa_id", "sender", "phoneNumber", "msisdn")  # names of who wrote them
BOXES: Mapping[str, tuple[Any, Callable[[InboundQuerySet], InboundQuerySet]]] = {
    "open": (_("To look at"), lambda rows: rows.unread()),
    "settled": (_("Dealt with"), lambda rows: rows.settled()),
    "machines": (_("Written by programs"), lambda rows: rows.by_machines()),
}


@dataclass(frozen=True)
class Card:
    """An arrival as the pages show it."""

    arrival: Inbound

    @property
    def who(self) -> str:
        """From whom it says to be; empty where it does not say so."""
        values = dict(_words_in(self.arrival.payload, names={*WRITERS}))
        return next((values[name] for name in WRITERS if name in values), "")

    @property
    def subject(self) -> str:
        """The subject of a mail."""
        return str(self.arrival.payload.get("subject", ""))

    @property
    def own_subject(self) -> str:
        """The subject, unless it answers another mail: then it is that one's."""
        return "" if AGAIN.match(self.subject) else self.subject.strip()

    @property
    def way(self) -> str:
        """How it came, in words."""
        return label_of(self.arrival.provider)

    @property
    def reason(self) -> str:
        """Why nothing was made of it."""
        return gettext(self.arrival.failure) if self.arrival.failure else ""


def listed(user: User, query: Mapping[str, str]) -> dict[str, Any]:
    """What the list shows `user`: the boxes, and a page of the chosen one."""
    visible = Inbound.objects.visible_to(user)
    box = query.get("box", "") if query.get("box") in BOXES else "open"
    rows = BOXES[box][1](visible).select_related("stop", "post", "settled_by").defer("raw")
    page = Keyset(rows, ["-arrived_at", "-pk"], size=SIZE).page(query)
    return {
        "cards": [Card(arrival) for arrival in page.rows],
        "boxes": [(name, title, f"?box={name}") for name, (title, _rows) in BOXES.items()],
        "box": box,
        **page.urls({"box": box}),
        "first_url": f"?box={box}" if query.get("after") else "",
    }


def words_of(arrival: Inbound) -> tuple[str, str]:
    """What it says and what it quotes, as far as anything can be made of it."""
    if arrival.raw is None:
        words = [word for _name, word in _words_in(arrival.payload, names=SAYING)]
        return "\n".join(dict.fromkeys(words)), ""
    raw = bytes(arrival.raw)
    try:
        said, quoted = said_in(raw)
    except ODD_MAIL:
        return clean(decoded(harmless(raw[: 4 * LONGEST]), "")[:LONGEST]), ""
    return clean(said), clean(quoted)


def address_of(arrival: Inbound) -> str:
    """The telephone or e-mail from which it says to come; empty for any other."""
    if arrival.raw is None:
        return who if PHONE.knows(who := Card(arrival).who) else ""
    try:
        address = sheet_of(bytes(arrival.raw)).address
    except ODD_MAIL:
        return ""
    return address if EMAIL.knows(address) else ""


def files_of(arrival: Inbound) -> list[str]:
    """The names of the files in it that are worth being kept beside its words."""
    try:
        return names_in(bytes(arrival.raw or b""))
    except ODD_MAIL:
        return []


def original_of(arrival: Inbound) -> bytes:
    """It as it came, but for what speaks for a person."""
    if arrival.raw is not None:
        return harmless(bytes(arrival.raw))
    return json.dumps(arrival.payload, ensure_ascii=False, indent=2).encode()


def _words_in(data: Any, *, names: set[str]) -> Iterator[tuple[str, str]]:
    """What stands in `data` under one of these names, however deep."""
    pairs = data.items() if isinstance(data, dict) else ()
    for name, value in pairs:
        if isinstance(value, str) and name in names and value:
            yield name, value
        yield from _words_in(value, names=names)
    for each in data if isinstance(data, list) else ():
        yield from _words_in(each, names=names)
