"""The rows of the table of doors in the admin: for each kind, who reads, adds, changes, deletes."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from messaging.models import OptOut, Period
from people.models import ConsentText, Membership
from programs.models import Partner, Program, Province, Sector, Theme
from tests.cast import Cast, message_to
from tests.doors import Door, Rule, everybody

WORKS = "RV RS1 RS2 SU"
STAFF = f"{WORKS} NS"
NATIONAL = "NS SU"
OTHERS = ("AP1", "AP2", "EX1", "EX2", "PI")
STRANGERS = {"AN": "L", "XX": "L", "NM": "2"} | dict.fromkeys(OTHERS, "404")


def rule(who: str = "", *, missing: str = "", refused: str = "403", not_this_way: str = "") -> Rule:
    """Who enters; who finds no row; who finds no form; all other staff are refused."""
    rest = dict.fromkeys(STAFF.split(), refused) | dict.fromkeys(missing.split(), "404")
    return (
        STRANGERS
        | rest
        | dict.fromkeys(not_this_way.split(), "405")
        | dict.fromkeys(who.split(), "Y")
    )


@dataclass(frozen=True)
class Rows:
    """A kind of row in the admin; the row itself is AP1's or region 1's, where it is anybody's."""

    row: Callable[[Cast], int | UUID]
    lists: str = STAFF
    adds: str = ""
    reads: str = STAFF
    changes: str = ""
    deletes: str = ""
    missing: str = ""  # for whom this row does not exist
    missing_to_change: str = ""  # the same, when they may change others of its kind
    missing_to_delete: str = ""
    read_only: str = ""  # who is told that there is no form


def refusal_of(cast: Cast) -> int:
    """That AP1, who was written to, asked for no more messages."""
    message_to(cast.application)
    return OptOut.objects.get_or_create(address=cast.application.phone, defaults={"way": "sms"})[
        0
    ].pk


def doors(kind: str, rows: Rows) -> dict[str, Door]:
    """The five doors of a kind of row."""

    def at(cast: Cast, _stop: object) -> list[int | UUID]:
        return [rows.row(cast)]

    reads = rule(rows.reads, missing=rows.missing)
    changes = rule(rows.changes, missing=rows.missing_to_change, not_this_way=rows.read_only)
    deletes = rule(rows.deletes, missing=rows.missing_to_delete)
    added = rule(rows.adds, not_this_way=rows.read_only)
    return {
        f"admin:{kind}_changelist": Door(get=rule(rows.lists), post=rule(rows.lists), other=""),
        f"admin:{kind}_add": Door(get=rule(rows.adds), post=added, other=""),
        f"admin:{kind}_change": Door(get=reads, post=changes, at=at, other=""),
        f"admin:{kind}_history": Door(get=reads, post=reads, at=at, other=""),
        f"admin:{kind}_delete": Door(get=deletes, post=deletes, at=at, other=""),
    }


GROUND = {
    "programs_region": Rows(lambda cast: cast.stop.region.pk, changes=NATIONAL),
    "programs_province": Rows(
        lambda _cast: Province.objects.order_by("pk")[0].pk, changes=NATIONAL
    ),
    "programs_center": Rows(lambda cast: cast.stop.center.pk, changes=NATIONAL),
    "programs_sector": Rows(
        lambda _cast: Sector.objects.get(code="trade").pk,
        adds=NATIONAL,
        changes=NATIONAL,
        deletes=NATIONAL,
    ),
    "programs_theme": Rows(
        lambda _cast: Theme.objects.order_by("pk")[0].pk,
        adds=NATIONAL,
        changes=NATIONAL,
        deletes=NATIONAL,
    ),
    "programs_program": Rows(
        lambda _cast: Program.objects.get().pk, adds=NATIONAL, changes=NATIONAL, deletes=NATIONAL
    ),
    "programs_partner": Rows(
        lambda _cast: Partner.objects.get().pk, adds=NATIONAL, changes=NATIONAL, deletes=NATIONAL
    ),
    "programs_stop": Rows(
        lambda cast: cast.stop.pk,
        adds="RS1 RS2 NS SU",
        reads="RV RS1 NS SU",
        changes="RS1 NS SU",
        missing="RS2",
        missing_to_change="RS2",
    ),
}
PEOPLE = {
    "people_user": Rows(
        lambda cast: cast["AP1"].pk,
        reads="SU",
        changes="SU",
        missing="RV RS1 RS2 NS",
        missing_to_change="NS",
    ),
    "people_membership": Rows(
        lambda cast: Membership.objects.get(user=cast["EX1"]).pk,
        adds="RS1 RS2 NS SU",
        reads="RV RS1 NS SU",
        deletes="RS1 NS SU",
        missing="RS2",
        missing_to_delete="RS2",
    ),
    "people_consenttext": Rows(
        lambda _cast: ConsentText.objects.order_by("pk")[0].pk, adds=NATIONAL, changes=NATIONAL
    ),
    "messaging_period": Rows(
        lambda _cast: Period.objects.order_by("pk")[0].pk,
        adds=NATIONAL,
        changes=NATIONAL,
        deletes=NATIONAL,
    ),
    "messaging_optout": Rows(refusal_of, adds=WORKS, reads="RV RS1 SU", missing="RS2 NS"),
    "messaging_message": Rows(
        lambda cast: message_to(cast.application).pk, reads="RV RS1 SU", missing="RS2 NS"
    ),
}
FILES = {
    "reporting_export": Rows(
        lambda cast: cast.export.pk, lists="RS1 RS2 SU", reads="RS1 SU", missing="RS2"
    ),
    "applications_application": Rows(
        lambda cast: cast.application.pk,
        lists=WORKS,
        reads="RV RS1 SU",
        missing="RS2",
        read_only=WORKS,
    ),
}


def of_kinds(kinds: dict[str, Rows]) -> dict[str, Door]:
    """The doors of several kinds of rows."""
    return {name: door for kind, rows in kinds.items() for name, door in doors(kind, rows).items()}


SITE = {
    "admin:index": Door(get=rule(STAFF), post=rule(STAFF), other=""),
    "admin:app_list": Door(
        get=rule(STAFF), post=rule(STAFF), at=lambda _cast, _stop: ["people"], other=""
    ),
    "admin:autocomplete": Door(get=rule(), hidden=OTHERS, other=""),
    "admin:jsi18n": Door(get=rule(STAFF), hidden=OTHERS, other=""),
    "admin:login": Door(get=everybody("L"), post=everybody("L"), other=""),
    "admin:logout": Door(post=rule(STAFF), hidden=OTHERS, other=""),
}
MOVES = {
    f"admin:programs_stop_{move}": Door(
        get=rule(missing="RS2", not_this_way="RS1 NS SU"),
        post=rule("RS1 NS SU", missing="RS2"),
        at=lambda cast, _stop: [cast.stop.pk],
        other="",
    )
    for move in ("opening", "closing", "start", "end")
}
LIFTING = {
    "admin:messaging_optout_lifting": Door(
        get=rule(missing="RS2", not_this_way="RV RS1 SU"),
        post=rule("RV RS1 SU", missing="RS2"),
        at=lambda cast, _stop: [refusal_of(cast)],
        other="",
    )
}
LIST_MOVED = {  # to the desk
    "admin:applications_application_changelist": Door(
        get=rule(WORKS), post=rule(not_this_way=WORKS), other=""
    )
}
ADMIN: dict[str, dict[str, Door]] = {
    "the admin": SITE,
    "the ground in the admin": {**of_kinds(GROUND), **MOVES},
    "people in the admin": {**of_kinds(PEOPLE), **LIFTING},
    "files in the admin": {**of_kinds(FILES), **LIST_MOVED},
}
DOORS = ADMIN
