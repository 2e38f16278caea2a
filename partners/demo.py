"""The partners of the demonstration: their pages, doors that people opened, offers, promises."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone

from core.spoken import LANGUAGES
from needs.models import Need
from partners.demo_texts import (
    APPOINTMENTS,
    HOSTS,
    LATER,
    NOT_NOW,
    NOTES,
    PROMISES,
    READ_BY_OTHERS,
    REASONS,
    TOLD,
    TRAINING,
)
from partners.doors.showing import ALL
from partners.models import DoorText, Offer, Profile, Promise, Referral, ReferralReading
from people.models import Participation
from programs.models import Partner, Theme
from workshops.models import Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partners.demo_texts import Told
    from people.models import User
    from programs.models import Stop

AGO = timedelta(days=25)  # when doors were opened that are answered by now
READ = timedelta(hours=5)  # after the opening
FIRST = 40  # participations from here on open doors, and the very first one
State = Referral.State


def put_in(stop: Stop, staff: Mapping[str, User]) -> None:
    """Make all of it, without a message to anybody."""
    partners = {each.code: each for each in stop.partners.all()}
    themes = {each.code: each for each in Theme.objects.all()}
    for told in TOLD:
        _page(stop, partners[told.code], told, themes)
    for code, read in {**READ_BY_OTHERS, **{told.code: told.themes for told in TOLD}}.items():
        partners[code].themes.set(themes[each] for each in read)
    _doors(stop, partners, themes, staff["partenaire"])
    _offers(stop, partners["tamwilcom"], staff, themes["financing"])
    Promise.objects.bulk_create(
        Promise(
            stop=stop,
            partner=partners[code],
            files=files,
            days=days,
            since=(timezone.now() - 2 * AGO).date(),
            key=uuid4(),
        )
        for code, files, days in PROMISES
    )


def take_out(stops: Sequence[Stop]) -> None:
    """Remove every door, offer, promise and page of these stops."""
    Referral.objects.filter(participation__stop__in=stops).delete()
    Offer.objects.filter(stop__in=stops).delete()
    Promise.objects.filter(stop__in=stops).delete()
    Profile.objects.filter(center__in=[stop.center_id for stop in stops]).delete()


def _page(stop: Stop, partner: Partner, told: Told, themes: Mapping[str, Theme]) -> None:
    words = {f"words_{code}": told.words[code] for code in LANGUAGES}
    hosts = HOSTS if told.code == "tamwilcom" else []
    page = Profile.objects.create(partner=partner, center=stop.center, hosts=hosts, **words)
    page.themes.set(themes[code] for code in told.themes)


def _doors(
    stop: Stop, partners: Mapping[str, Partner], themes: Mapping[str, Theme], reader: User
) -> None:
    """Each person opens one door; the first of all opens two."""
    every = list(Participation.objects.filter(stop=stop).order_by("pk"))
    needs = dict(
        Need.objects.filter(application__participation__in=every)
        .order_by("level", "-theme")  # the greatest counts, which comes last
        .values_list("application__participation", "theme")
    )
    text = DoorText.in_force()
    people = iter([every[0], *every[FIRST:]])
    rows = [
        Referral(
            participation=place,
            partner=partners[told.code],
            theme_id=needs.get(place.pk, themes[told.themes[0]].pk),
            text=text,
            shows=list(ALL),
            **columns,
        )
        for told in TOLD
        for columns, place in zip(_lives(told), people, strict=False)
    ]
    second = {"state": State.TAKEN, "opened_at": timezone.now() - AGO, **_answered(5)}
    own = {"participation": every[0], "partner": partners["banque"], "text": text}
    rows.append(Referral(**own, shows=list(ALL), theme=themes["financing"], **second))
    _read(Referral.objects.bulk_create(rows), reader)


def _read(doors: Sequence[Referral], reader: User) -> None:
    """Somebody looked at what was answered, and at all that the guarantee fund was shown."""
    ReferralReading.objects.bulk_create(
        ReferralReading(
            referral=each,
            by=reader if each.partner.code == "tamwilcom" else None,
            at=each.opened_at + READ,
        )
        for each in doors
        if each.answered_at or each.partner.code == "tamwilcom"
    )


def _lives(told: Told) -> Iterator[dict[str, Any]]:
    """The columns of each door to a partner: those that wait first."""
    now = timezone.now()
    for days in told.waiting:
        yield {"state": State.OPEN, "opened_at": now - timedelta(days=days)}
    for days, note in zip(told.taken, (*NOTES, *[""] * len(told.taken)), strict=False):
        opened = {"opened_at": now - AGO, "note": note}
        yield {"state": State.TAKEN, **opened, **_answered(days)}
    for days, reason in zip(told.refused, REASONS, strict=False):
        yield {"state": State.REFUSED, "opened_at": now - AGO, "reason": reason, **_answered(days)}
    for days in told.financed:
        yield {"state": State.FINANCED, "opened_at": now - AGO, **_answered(days)}


def _answered(days: float) -> dict[str, datetime]:
    return {"answered_at": timezone.now() - AGO + timedelta(days=days)}


def _offers(stop: Stop, partner: Partner, staff: Mapping[str, User], theme: Theme) -> None:
    """One that waits, a day that waits, one that was declined, one that became a workshop."""
    today = timezone.localdate()
    own: dict[str, Any] = {
        "stop": stop,
        "partner": partner,
        "theme": theme,
        "by": staff["partenaire"],
        "starts_clock": time(15),
        "leader": staff["partenaire"].name,
    }
    answered = {"answered_by": staff["manager.fes"], "answered_at": timezone.now()}
    waits = {"starts_on": today + timedelta(days=12), "key": uuid4()}
    Offer.objects.create(**own, **TRAINING, **waits)
    a_day = {"starts_on": today + timedelta(days=20), "minutes": 240, "key": uuid4()}
    at = {"kind": Offer.Kind.DAY, "way": Workshop.Way.ON_SITE, "email": "garantie@example.org"}
    Offer.objects.create(**own, **APPOINTMENTS, **a_day, **at)
    declined = {"state": Offer.State.DECLINED, "reason": NOT_NOW, "key": uuid4(), **answered}
    Offer.objects.create(**own, **LATER, **declined, starts_on=today + timedelta(days=75))
    published = Workshop.objects.filter(stop=stop, theme=theme, state=Workshop.State.PUBLISHED)
    workshop = published.order_by("-starts_at").first()
    if workshop:
        titles = {f"title_{code}": getattr(workshop, f"title_{code}") for code in LANGUAGES}
        taken = {"state": Offer.State.ACCEPTED, "workshop": workshop, "key": uuid4(), **answered}
        Offer.objects.create(**own, **titles, **taken, starts_on=workshop.starts_on)
