"""Puts the demonstration into the database, in few statements, and takes it out again."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from applications.models import Application
from core.rooms import offered
from messaging.models import Message, OptOut
from microlabs.demo.crowd import NOBODYS_RANGE, Applicant, crowd
from microlabs.demo.stops import AFTER_SENDING, PARTNERS, STAFF, STAFF_DOMAIN, STOPS, StopText
from people.models import Consent, ConsentText, Membership, Participation, User
from people.names import name_key, phonetic_key
from programs.models import Center, Partner, Program, Province, Sector, Stop, Theme, Visit
from questionnaires.compiled_forms import current_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from microlabs.demo.stops import Texts

UNUSABLE = "!"  # nobody signs in with a password
BATCH = 250
PHONE = f"{NOBODYS_RANGE}000000"  # of a center that has written none down yet
REGIONS = [text.region for text in STOPS]


def is_there() -> bool:
    """Whether the demonstration was put in before."""
    return Stop.objects.filter(slug=STOPS[0].slug).exists()


@transaction.atomic
def put_in(today: date) -> Stop:
    """Make the stops, the people and the applications, with windows around `today`.

    Returns the stop of Fès-Meknès.
    """
    partners = _partners()
    for center in Center.objects.filter(region__iso__in=REGIONS, phone=""):
        center.phone = PHONE
        center.save(update_fields=["phone"])
    stops = [_stop(text, today) for text in STOPS]
    stops[0].partners.set(partners.values())
    for stop in stops:
        stop.themes.set(Theme.objects.all())
    staff = _staff(partners)
    applicants = crowd(today, days=-STOPS[0].opens)
    _people_and_applications(stops[0], applicants, staff["manager.fes"])
    for put_in_room in offered("demo", "put_in"):
        put_in_room(stops[0], staff)
    _visits(stops[0])
    return stops[0]


@transaction.atomic
def take_out() -> None:
    """Remove everything that `put_in` makes, and whatever was added to its stops since."""
    stops = Stop.objects.filter(slug__in=[text.slug for text in STOPS])
    people = set(Application.objects.filter(stop__in=stops).values_list("applicant", flat=True))
    OptOut.objects.filter(
        address__in=User.objects.filter(pk__in=people - {None}).values("phone")
    ).delete()
    Message.objects.filter(stop__in=stops).delete()
    Message.objects.filter(person__email__endswith=f"@{STAFF_DOMAIN}").delete()
    Consent.objects.filter(stop__in=stops).delete()
    for take_out_of_room in reversed(offered("demo", "take_out")):
        take_out_of_room(list(stops))
    Application.objects.filter(stop__in=stops).delete()
    Participation.objects.filter(stop__in=stops).delete()
    stops.delete()
    Center.objects.filter(region__iso__in=REGIONS, phone=PHONE).update(phone="")
    User.objects.filter(pk__in=people - {None}, applications=None, memberships=None).delete()
    User.objects.filter(email__endswith=f"@{STAFF_DOMAIN}").delete()
    Partner.objects.filter(code__in=[code for code, *_ in PARTNERS]).delete()


def _visits(stop: Stop) -> None:
    """As many visits as lead to these applications: of five people two look into the form."""
    came = Counter(
        (timezone.localdate(sent), language, campaign)
        for sent, language, campaign in stop.applications.filter(
            submitted_at__isnull=False
        ).values_list("submitted_at", "language", "campaign")
    )
    Visit.objects.bulk_create(
        Visit(stop=stop, page=page, day=day, language=language, campaign=campaign, count=times * n)
        for (day, language, campaign), n in came.items()
        for page, times in ((Visit.Page.STOP, 5), (Visit.Page.FORM, 2))
    )


def _partners() -> dict[str, Partner]:
    rows = [
        Partner(code=code, kind=kind, link=link, **_in("name", name))
        for code, kind, link, name in PARTNERS
    ]
    return {partner.code: partner for partner in Partner.objects.bulk_create(rows)}


def _stop(text: StopText, today: date) -> Stop:
    def day(days: int) -> date:
        return today + timedelta(days=days)

    zone = ZoneInfo(settings.TIME_ZONE)
    return Stop.objects.create(
        program=Program.objects.get(slug="microlabs-solutions"),
        center=Center.objects.get(region__iso=text.region),
        slug=text.slug,
        prefix=text.prefix,
        state=Stop.State.OPEN if text.opens < 0 else Stop.State.PREPARED,
        opens_at=datetime.combine(day(text.opens), time(9), tzinfo=zone),
        closes_at=datetime.combine(day(text.closes), time(23, 59), tzinfo=zone),
        starts_on=day(text.starts),
        ends_on=day(text.ends),
        places=text.places,
        **_in("name", text.name),
        **_in("tagline", text.tagline),
        **_in("description", text.description),
        **_in("next_steps", AFTER_SENDING),
    )


def _in(field: str, texts: Texts) -> dict[str, str]:
    return {f"{field}_{language}": text for language, text in texts.items()}


def _staff(partners: Mapping[str, Partner]) -> dict[str, User]:
    """Those who work in the demonstration; nobody knows the secret of their second factor."""
    staff = {}
    for address, name, role, region, partner in STAFF:
        person = User.objects.create_user(
            name=name, email=f"{address}@{STAFF_DOMAIN}", language="ar"
        )
        center = Center.objects.get(region__iso=region) if region else None
        Membership.objects.create(
            user=person, role=role, center=center, partner=partners.get(partner)
        )
        if person.is_staff:
            TOTP.activate(person, generate_totp_secret())
        staff[address] = person
    return staff


def _people_and_applications(stop: Stop, applicants: Sequence[Applicant], clerk: User) -> None:
    """The five hundred: people, participations, applications, consents."""
    people = User.objects.bulk_create(map(_person, applicants), batch_size=BATCH)
    since = datetime.now(UTC)
    participations = Participation.objects.bulk_create(
        (
            Participation(stop=stop, person=person, since=since)
            for person, applicant in zip(people, applicants, strict=True)
            if applicant.takes_part
        ),
        batch_size=BATCH,
    )
    places = {participation.person_id: participation for participation in participations}
    rows = _applications(stop, applicants, people, places, clerk)
    applications = Application.objects.bulk_create(rows, batch_size=BATCH)
    Application.objects.filter(stop=stop).update(updated_at=F("submitted_at"))
    Stop.objects.filter(pk=stop.pk).update(last_number=len(applications))
    _consents(stop, applicants, people)


def _person(applicant: Applicant) -> User:
    answers = applicant.answers
    return User(
        name=answers["name"],
        phone=answers["phone"],
        email=answers.get("email"),
        language=answers["language"],
        password=UNUSABLE,
        joined_at=applicant.sent_at,
    )


COPIED = ("language", "name", "phone", "email", "kind", "gender", "stage")


def _applications(
    stop: Stop,
    applicants: Sequence[Applicant],
    people: Sequence[User],
    places: Mapping[int, Participation],
    clerk: User,
) -> Iterable[Application]:
    version = current_version("candidacy", stop)
    provinces = {province.iso: province for province in Province.objects.all()}
    sectors = {sector.code: sector for sector in Sector.objects.all()}
    for number, applicant, person in zip(count(1), applicants, people):
        answers, place = applicant.answers, places.get(person.pk)
        province = provinces[answers["province"]]
        application = Application(
            stop=stop,
            version=version,
            answers=answers,
            state=Application.State.CONFIRMED if place else Application.State.SUBMITTED,
            reference=f"{stop.prefix}-{number:04}",
            applicant=person,
            participation=place,
            channel=applicant.channel,
            entered_by=clerk if applicant.channel in {"phone", "walk_in"} else None,
            association="جمعية الأمل للتنمية" if applicant.channel == "association" else "",
            province=province,
            outside=province.region_id != stop.center.region_id,
            sector=sectors[answers["sector"]],
            name_key=name_key(answers["name"]),
            phonetic_key=phonetic_key(answers["name"]),
            created_at=applicant.begun_at,
            submitted_at=applicant.sent_at,
            **{code: answers.get(code, "") for code in COPIED},
        )
        application.search_text = application.searchable_text
        yield application


def _consents(stop: Stop, applicants: Sequence[Applicant], people: Sequence[User]) -> None:
    texts = ConsentText.in_force()
    Consent.objects.bulk_create(
        (
            Consent(person=person, stop=stop, text=texts[purpose], given_at=applicant.sent_at)
            for person, applicant in zip(people, applicants, strict=True)
            for purpose in applicant.agrees_to
        ),
        batch_size=BATCH,
    )
