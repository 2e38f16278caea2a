"""The people of the tests, each to prove one right; what is theirs stands in Fès by default."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from applications.models import Application, Attachment
from messaging.models import Message
from people.models import Membership, User
from people.names import fold, name_key, phonetic_key
from programs.models import Center, Partner, Program, Province, Sector, Stop
from questionnaires.compiled_forms import current_version
from reporting.models import Export
from tests import kept, sessions
from tests.standing import Stage

Role = Membership.Role
NOBODY = "AN"
CODES = (NOBODY, "AP1", "AP2", "EX1", "EX2", "RV", "RS1", "RS2", "NS", "PI", "NM", "XX", "SU")
STRANGER = "AP3"  # applied in the other region; opens no door in these tests
UNPROVEN = {NOBODY, STRANGER, "AP1", "AP2", "EX1", "EX2", "PI", "NM"}  # who has no second factor
ROLES = {  # code: role and center
    "EX1": (Role.EXPERT, "fes"),
    "EX2": (Role.EXPERT, "fes"),
    "RV": (Role.REVIEWER, "fes"),
    "RS1": (Role.MANAGER, "fes"),
    "RS2": (Role.MANAGER, "souss"),
    "NS": (Role.NATIONAL, None),
    "PI": (Role.PARTNER, "fes"),
    "NM": (Role.MANAGER, "fes"),
    "XX": (Role.MANAGER, "fes"),
}
PLACES = {
    "fes": ("MA-03", "MA-FES", "FM"),
    "souss": ("MA-09", "MA-AGD", "SM"),
}  # stop: region, province, prefix
SIGNED_IN = "UPDATE people_user SET last_login = %s, is_active = %s WHERE id = %s"
ANSWERS = {
    "kind": "self_employed",
    "language": "ar",
    "locality": "ZZC Derb",
    "sector": "trade",
    "activity": "ZZC fabrics",
    "stage": "running",
    "registered": True,
    "whatsapp": True,
    "needs": ["funding"],
    "connection": "weak",
    "video": False,
}


_KEPT: list[tuple[Stage, bytes, list[bytes]]] = []  # where the cast stands, its objects and files


def phone_of(code: str) -> str:
    """The number of a person: from a range in which nobody has one, and different for each."""
    return f"+21269900{(*CODES, STRANGER).index(code):04}"


@dataclass
class Cast:
    """Two stops in two regions, and the thirteen kinds of people who meet there."""

    stop: Stop  # open, in region 1
    elsewhere: Stop  # open, in region 2
    people: dict[str, User]
    application: Application  # of AP1, sent, at `stop`
    neighbour: Application  # of AP2, sent, at `stop`
    foreign: Application  # of the stranger, sent, at `elsewhere`
    attachment: Attachment  # of AP1's application
    export: Export  # ready, asked for by RS1
    _clients: dict[tuple[str, str], Client] = field(default_factory=dict)
    signed_in: dict[str, dict[str, Any]] = field(
        default_factory=dict
    )  # what stood in each when somebody had signed in

    def __getitem__(self, code: str) -> User:
        """The person with this code."""
        return self.people[code]

    def client(self, code: str = NOBODY, language: str = "en") -> Client:
        """The browser of this person, signed in: one for each code and language."""
        if (code, language) not in self._clients:
            self._clients[code, language] = self.browser(code, language)
        return self._clients[code, language]

    def forget(self, code: str) -> None:
        """Let this person begin with a new browser."""
        self._clients = {key: browser for key, browser in self._clients.items() if key[0] != code}

    def browser(self, code: str = NOBODY, language: str = "en") -> Client:
        """A new browser of this person."""
        browser = Client()
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        if code == NOBODY:
            return browser
        person, now = self[code], timezone.now()
        with connection.cursor() as cursor:  # XX was deactivated while signed in
            cursor.execute(SIGNED_IN, [now, code != "XX", person.pk])
        person.last_login = now
        session = sessions.session_of(person)
        if code not in UNPROVEN:
            session |= sessions.proof(person, method="mfa", type="totp")
        if code == "NM":  # signed in as staff do, and has not set a second factor up
            session |= sessions.proof(person, method="code", email=str(person.email))
        browser.cookies[settings.SESSION_COOKIE_NAME] = key = sessions.written(session)
        self.signed_in[key] = session
        return browser

    def still_signed_in(self, browser: Client) -> None:
        """Keep in the cache, which was emptied, what stood there of the session of a browser."""
        cookie = browser.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie and cookie.value in self.signed_in:
            sessions.cached(cookie.value, self.signed_in[cookie.value])


def keep_cast() -> Stage:
    """Write the cast once, and keep what came of it: rows, objects and the two files."""
    with transaction.atomic():
        before = kept.counted(kept.tables())
        made, moment = make(), timezone.now()  # in this order: nothing of it is of the future
        after = kept.counted(before)
        if any(count and after[name] != (count, sense) for name, (count, sense) in before.items()):
            raise AssertionError("The cast changes what stood there before it, which is not kept.")
        tables = [name for name in after if after[name] != before[name]]
        stage = Stage(moment, kept.script(tables, moving=True), tables)
        contents = [
            Path(file.path).read_bytes() for file in (made.attachment.file, made.export.file)
        ]
        _KEPT.append((stage, kept.frozen(made), contents))
        transaction.set_rollback(True)
    return stage


def gather() -> Cast:
    """Have the cast in a database that has the ground: like one of `make`, in one statement."""
    if not _KEPT:
        return make()
    stage, made, contents = _KEPT[-1]
    cast: Cast = kept.thawed(made, stage.brought())
    for file, content in zip((cast.attachment.file, cast.export.file), contents, strict=True):
        if not file.storage.exists(str(file)):  # a test removed it
            file.storage.save(str(file), ContentFile(content))
    return cast


def make() -> Cast:
    """Write the cast into a database that has the ground and nothing else, in few statements."""
    stops = {slug: _stop(slug) for slug in PLACES}
    people = _people(stops)
    mine = _application(stops["fes"], people["AP1"], 1)
    neighbour = _application(stops["fes"], people["AP2"], 2)
    foreign = _application(stops["souss"], people[STRANGER], 1)
    return Cast(
        stops["fes"],
        stops["souss"],
        people,
        mine,
        neighbour,
        foreign,
        _attachment(mine),
        _export(people, stops["fes"]),
    )


def _attachment(application: Application) -> Attachment:
    return Attachment.objects.create(
        application=application,
        question="document",
        file=ContentFile(b"%PDF-1.4 ZZC AP1 File", name=f"{uuid.uuid4()}.pdf"),
        name="plan.pdf",
        content_type="application/pdf",
        size=21,
    )


@kept.once
def without_files(cast: Cast) -> None:
    """Nobody applied at the open stop but those whom a test brings."""
    cast.stop.applications.all().delete()


def message_to(application: Application) -> Message:
    """The receipt of whoever sent an application."""
    receipt, _new = Message.objects.get_or_create(
        key=f"receipt {application.pk}",
        defaults={
            "channel": "sms",
            "address": application.phone,
            "person": application.applicant,
            "stop": application.stop,
            "language": "ar",
            "body": "ZZC AP1 Message",
        },
    )
    return receipt


def _export(people: dict[str, User], stop: Stop) -> Export:
    return Export.objects.create(
        owner=people["RS1"],
        stops=[stop.pk],
        format=Export.Format.CSV,
        language="fr",
        state=Export.State.READY,
        file=ContentFile(b"ZZC AP1 Name", name="export.csv"),
        expires_at=timezone.now() + timedelta(hours=1),
    )


def _stop(slug: str) -> Stop:
    region, _province, prefix = PLACES[slug]
    now = timezone.now()
    return Stop.objects.create(
        program=Program.objects.get(slug="microlabs-solutions"),
        center=Center.objects.select_related("region").get(region__iso=region),
        slug=slug,
        name_ar=f"محطة {slug}",
        name_fr=f"Étape {slug}",
        name_en=f"Stop {slug}",
        prefix=prefix,
        state=Stop.State.OPEN,
        opens_at=now - timedelta(days=10),
        closes_at=now + timedelta(days=20),
        starts_on=(now + timedelta(days=15)).date(),
        ends_on=(now + timedelta(days=105)).date(),
        places=360,
        last_number=2,
    )


def _people(stops: dict[str, Stop]) -> dict[str, User]:
    made = User.objects.bulk_create(
        User(
            name=f"ZZC {code} Name",
            phone=phone_of(code),
            phone_verified=True,
            email=f"zzc-{code.lower()}@example.org",
            language="ar",
            password="!",
            is_superuser=code == "SU",
        )
        for code in (*CODES[1:], STRANGER)
    )
    people = dict(zip((*CODES[1:], STRANGER), made, strict=True))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, primary=True, verified=True)
        for person in made
    )
    _give_rights(people, stops)
    return people


def _give_rights(people: dict[str, User], stops: dict[str, Stop]) -> None:
    bank = Partner.objects.create(
        code="bank", kind=Partner.Kind.BANK, name_ar="بنك", name_fr="Banque", name_en="Bank"
    )
    stops["fes"].partners.add(bank)
    Membership.objects.bulk_create(
        Membership(
            user=people[code],
            role=role,
            center=stops[place].center if place else None,
            partner=bank if role == Role.PARTNER else None,
        )
        for code, (role, place) in ROLES.items()
    )
    Authenticator.objects.bulk_create(
        Authenticator(user=person, type=Authenticator.Type.TOTP, data={"secret": "ZZCSECRET"})
        for code, person in people.items()
        if code not in UNPROVEN
    )


def _application(stop: Stop, person: User, number: int) -> Application:
    province = Province.objects.get(iso=PLACES[stop.slug][1])
    own = {"name": person.name, "phone": person.phone, "province": province.iso}
    return Application.objects.create(
        stop=stop,
        version=current_version("candidacy", stop),
        answers={**ANSWERS, **own},
        state=Application.State.SUBMITTED,
        reference=f"{stop.prefix}-{number:04}",
        applicant=person,
        language="ar",
        name=person.name,
        phone=person.phone or "",
        kind=Application.Kind.SELF_EMPLOYED,
        stage=Application.Stage.RUNNING,
        province=province,
        sector=Sector.objects.get(code="trade"),
        submitted_at=timezone.now() - timedelta(days=1),
        name_key=name_key(person.name),
        phonetic_key=phonetic_key(person.name),
        search_text=fold(person.name),
    )
