"""What is looked at before a message leaves: readers, channels, three real letters, its end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from applications.unnamed import unnamed_among
from desk.broadcasts.actions import moments_of, seal
from desk.broadcasts.texts import LANGUAGES, Text, texts, unread
from messaging.channels.base import channels

if TYPE_CHECKING:
    from datetime import datetime

    from desk.broadcasts.audience import Audience
    from messaging.models import Broadcast
    from people.models import User
    from programs.models import Stop

PREVIEWS = 3
HIDDEN = "x" * 22  # as long as the secret of a real link, and opens nothing


@dataclass(frozen=True)
class Sample:
    """One real letter as staff may see it; its title only where its channel has one."""

    language: str
    channel: str
    title: str
    body: str
    cost: str


@dataclass(frozen=True)
class Check:
    """Everything the last page says before it sends."""

    count: int
    languages: dict[str, int]
    channels: dict[str, int]
    missing: dict[str, int]
    shared: int  # people who read it on a telephone to which the same words go already
    costs: list[str]  # of each channel that costs something
    first: datetime | None
    last: datetime | None
    waves: int
    samples: list[Sample]
    seal: str


def check(broadcast: Broadcast, stop: Stop, group: Audience, user: User) -> Check:
    """Look at the whole message as `user` may: every letter of it is written, and thrown away."""
    letters, missing = list(texts(broadcast, stop, group.members)), unread(broadcast, group)
    moments = moments_of(broadcast, len(letters))
    return Check(
        count=len(letters),
        languages=group.languages,
        channels=group.channels,
        missing=missing,
        shared=len(group) - len(letters) - sum(missing.values()),
        costs=_costs(letters),
        first=moments[0] if moments else None,
        last=moments[-1] if moments else None,
        waves=len(moments),
        samples=_samples(broadcast, stop, _chosen(letters), user),
        seal=seal(broadcast, group),
    )


def _costs(letters: list[Text]) -> list[str]:
    """What the letters cost, one sentence for each channel that is paid by the part."""
    sentences = []
    for channel in channels().values():
        if channel.cost:
            parts = [
                channel.cost.parts(text.body) for text in letters if text.member.channel is channel
            ]
            sentences += [channel.cost.total(sum(parts), max(parts))] if parts else []
    return sentences


def _chosen(letters: list[Text]) -> list[Text]:
    """Three real people: one of each language first, then of each channel, then the newest."""
    by_language = {text.member.reader.language: text for text in reversed(letters)}
    by_channel = {text.member.channel: text for text in reversed(letters)}
    languages = [by_language[code] for code in LANGUAGES if code in by_language]
    order = [*languages, *by_channel.values(), *letters[:PREVIEWS]]
    return list({text.member.key: text for text in order}.values())[:PREVIEWS]


def _samples(broadcast: Broadcast, stop: Stop, chosen: list[Text], user: User) -> list[Sample]:
    """Each as its reader sees it; where `user` reads the file without names, with none."""
    unnamed = unnamed_among([text.member.application for text in chosen], user)
    return [
        _sample(broadcast, stop, text, named=text.member.application not in unnamed)
        for text in chosen
    ]


def _sample(broadcast: Broadcast, stop: Stop, text: Text, *, named: bool) -> Sample:
    """What its reader sees, without their private link, or a name that was not sent to us yet."""
    member, channel = text.member, text.member.channel
    name = member.name if member.person and named else "…"
    masked = replace(member, token=HIDDEN, name=name)
    preview = next(texts(broadcast, stop, [masked]))
    title = preview.title if channel.long else ""
    cost = channel.cost.one(channel.cost.parts(text.body)) if channel.cost else ""
    return Sample(member.reader.language, str(channel.label), title, preview.body, cost)
