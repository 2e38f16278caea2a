"""The rows of the table of doors: the frame's stand here, those of each room in a `rows_*.py`."""

from importlib import import_module
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress

from people.models import User
from programs.models import Stop
from reporting.models import Alarm
from tests.cast import CODES, Cast
from tests.doors import (
    CENTER,
    Door,
    Place,
    Rule,
    everybody,
    nobody,
    only,
    really_everybody,
    signed_in,
)

WORKS = "RV RS1 RS2 SU"  # who work on files, in whatever region
STAFF = f"{WORKS} NS"
WHOLE = {  # a valid page `who`
    "kind": "project",
    "name": "Salma",
    "key": "7d9f2f0e-8b1c-4a57-9b6f-0f5f1d3c2b1a",
}


def of_stop(*more: Any) -> Place:
    """Under the address of a stop."""
    return lambda _cast, stop: [stop.slug, *more]


def by_link(*more: Any) -> Place:
    """Under the private link of AP1's application, or of the stranger's."""
    return lambda cast, stop: [owned(cast, stop), *more]


def by_link_of_nobody_known(cast: Cast, stop: Stop) -> list[Any]:
    """The same, where nobody has ever proved to be the applicant."""
    applicants = User.objects.filter(applications__token=owned(cast, stop))
    EmailAddress.objects.filter(user__in=applicants).delete()
    applicants.update(phone_verified=False)
    return [owned(cast, stop)]


def owned(cast: Cast, stop: Stop) -> str:
    """The secret of the application at a stop: AP1's in region 1, the stranger's in region 2."""
    return cast.application.token if stop == cast.stop else cast.foreign.token


def of_file(*more: Any) -> Place:
    """A file at the desk of a stop."""
    return lambda cast, stop: [stop.slug, "FM-0001" if stop == cast.stop else "SM-0001", *more]


def desk(who: str = CENTER, outcome: str = "Y", *, missing: str = "RS2") -> Rule:
    """`who` enter; the other region's staff find nothing; who does not work on files is refused."""
    return {
        **only("", others="403"),
        **dict.fromkeys(missing.split(), "404"),
        **dict.fromkeys(who.split(), outcome),
    }


CANDIDACY = {
    "applications:worker": Door(get=everybody()),
    "applications:begin": Door(
        get=everybody(), post=everybody(), at=of_stop(), body=lambda _cast: WHOLE
    ),
    "applications:page": Door(get=everybody(), post=everybody(), at=of_stop("where")),
    "applications:send": Door(get=everybody(), post=everybody(), at=of_stop()),
    "applications:same_phone": Door(get=everybody(), at=of_stop()),
    "applications:another": Door(post=everybody(), at=of_stop()),
    "applications:offline": Door(get=everybody(), at=of_stop()),
    "applications:whole": Door(post=everybody("422"), at=of_stop(), body=lambda _cast: WHOLE),
    "applications:status": Door(get=everybody(), at=by_link(), shows="AP1"),
    "applications:message": Door(
        post=everybody(),
        at=by_link_of_nobody_known,
        shows="AP1",
        body=lambda _cast: {"key": WHOLE["key"], "text": "سؤال"},
    ),
    "applications:receipt": Door(get=everybody(), at=by_link(), shows="AP1"),
    "applications:withdrawal": Door(get=everybody(), post=everybody(), at=by_link(), shows="AP1"),
    "applications:own_page": Door(
        get=everybody(), post=everybody(), at=by_link("who"), shows="AP1", body=lambda _cast: WHOLE
    ),
    "applications:own_send": Door(get=everybody(), post=everybody(), at=by_link(), shows="AP1"),
    "applications:own_offline": Door(get=everybody(), at=by_link()),
    "applications:own_whole": Door(post=everybody(), at=by_link(), body=lambda _cast: WHOLE),
    "applications:own_same_phone": Door(get=everybody(), at=by_link(), shows="AP1"),
    "applications:own_file": Door(
        get=everybody(), at=lambda cast, stop: [owned(cast, stop), cast.attachment.pk], shows="AP1"
    ),
    "applications:agreement": Door(post=everybody(), at=by_link()),
    "applications:removal": Door(
        post=everybody(), at=lambda cast, stop: [owned(cast, stop), cast.attachment.pk], shows="AP1"
    ),
    "applications:file": Door(
        get=only(f"AP1 {CENTER}"), at=lambda cast, _stop: [cast.attachment.pk]
    ),
}

PUBLIC = {
    "portal:stops": Door(get=everybody()),
    "portal:stop": Door(get=everybody(), at=of_stop()),
    "portal:privacy": Door(get=everybody(), at=of_stop()),
    "portal:logo": Door(get=everybody("404"), at=lambda _cast, _stop: [1]),
    "reporting:figures": Door(get=everybody(), at=of_stop()),
    "reporting:figures-file": Door(get=everybody("404"), at=of_stop("province")),
    "questionnaires:clip": Door(get=everybody("404"), at=lambda _cast, _stop: [1, "ar"]),
    "healthz": Door(get=everybody(), other=""),
    "opt-outs-moved": Door(get=signed_in(NM="2"), at=lambda _cast, _stop: ["1/change/"]),
}

ONE_S_OWN = {
    "portal:home": Door(get=signed_in(NM="2")),
    "portal:data": Door(get=signed_in(NM="2")),
    "people:me": Door(get=signed_in(NM="2"), post=signed_in(NM="2")),
    "people:who": Door(get=signed_in(NM="2"), post=signed_in("404", NM="2")),
    "people:unsent": Door(get=signed_in(NM="2"), post=signed_in(NM="2")),
    "people:withdrawal": Door(
        post=signed_in("404", NM="2"), at=lambda _cast, stop: [stop.pk, "sharing"]
    ),
}

DESK = {
    "desk:home": Door(get=desk(STAFF, missing="")),
    "desk:code": Door(get=desk(f"{STAFF} EX1 EX2 PI", "404", missing="")),  # of no page
    "desk:waiting": Door(get=desk(WORKS, missing="")),
    "desk:search": Door(
        get=desk(WORKS, missing=""), post=desk(WORKS, missing=""), body=lambda _cast: {"q": "ZZC"}
    ),
    "desk:new": Door(get=desk(), post=desk(outcome="422"), at=of_stop()),
    "desk:import": Door(get=desk(), post=desk(outcome="422"), at=of_stop()),
    "desk:import-template": Door(get=desk(), at=of_stop()),
    "desk:import-preview": Door(get=desk("", missing=WORKS), at=of_stop("unknown")),
    "desk:import-errors": Door(get=desk("", missing=WORKS), at=of_stop("unknown")),
    "desk:import-left-out": Door(get=desk("", missing=WORKS), at=of_stop("unknown")),
    "desk:import-confirm": Door(post=desk("", missing=WORKS), at=of_stop("unknown")),
    "desk:import-again": Door(post=desk("", missing=WORKS), at=of_stop("unknown")),
    "desk:change": Door(get=desk(), post=desk(outcome="422"), at=of_file()),
    "desk:link": Door(post=desk(), at=of_file()),
    "desk:attachment": Door(
        get=desk(), at=lambda cast, stop: [*of_file()(cast, stop), cast.attachment.pk]
    ),
    "reporting:export": Door(
        get=desk(WORKS), post=desk(WORKS), body=lambda _cast: {"format": "csv"}
    ),
    **{
        f"reporting:export-{rows}": Door(
            get=desk(), post=desk(), at=of_stop(), body=lambda _cast: {"format": "csv"}
        )
        for rows in ("seats", "sessions", "needs")
    },
    "reporting:export-progress": Door(
        get=desk("RS1", missing="RV RS2 SU"), at=lambda cast, _stop: [cast.export.pk]
    ),
    "reporting:export-download": Door(
        get=desk("RS1", missing="RV RS2 SU"), at=lambda cast, _stop: [cast.export.pk], counts=True
    ),
    "reporting:desk-figures": Door(get=desk(STAFF)),
    "reporting:desk-figures-file": Door(get=desk(STAFF), at=lambda _cast, _stop: ["steps"]),
    "reporting:alarm-note": Door(
        post={**only("RS1 RS2 NS SU", others="403")},
        at=lambda _cast, _stop: [Alarm.objects.get_or_create(facts=1, counts=2)[0].pk],
    ),
    "reporting:desk-stop-figures": Door(get=desk(f"{CENTER} NS"), at=of_stop()),
    "reporting:desk-stop-figures-file": Door(get=desk(f"{CENTER} NS"), at=of_stop("funnel")),
    "reporting:desk-stop-figures-moved": Door(get=desk(f"{CENTER} NS"), at=of_stop()),
}

PROVEN = "RV RS1 RS2 NS SU"
FRESH = signed_in(
    **dict.fromkeys(PROVEN.split(), "2")
)  # what is grave asks for the second factor once more
NONE_YET = signed_in("404", **dict.fromkeys(PROVEN.split(), "2"))
ASKS_AGAIN = signed_in("403", **dict.fromkeys(PROVEN.split(), "Y"))
MINE = signed_in(NM="2")

SIGN_IN = {
    "account_login": Door(get=really_everybody(), post=really_everybody(), other=""),
    "account_request_login_code": Door(get=really_everybody(), post=really_everybody(), other=""),
    "account_confirm_login_code": Door(get=signed_in(), post=signed_in(), other=""),
    "account_logout": Door(get=really_everybody(), post=really_everybody(), other=""),
    "account_inactive": Door(get=everybody(), other=""),
    "account_reauthenticate": Door(
        get=signed_in("403", **dict.fromkeys(PROVEN.split(), "2")),
        post=signed_in("403", **dict.fromkeys(PROVEN.split(), "2")),
        other="",
    ),
    "account_email": Door(get=MINE, post=MINE, other=""),
    "account_email_verification_sent": Door(get=MINE, post=MINE, other=""),
    "account_verify_phone": Door(get=MINE, post=MINE, other=""),
    "account_change_phone": Door(get=MINE, post=MINE, other=""),
    "usersessions_list": Door(get=MINE, post=MINE, other=""),
    "mfa_index": Door(get=signed_in(), other=""),
    "mfa_authenticate": Door(get=signed_in(), post=signed_in(), other=""),
    "mfa_reauthenticate": Door(get=ASKS_AGAIN, post=ASKS_AGAIN, other=""),
    "mfa_activate_totp": Door(get=FRESH, post=FRESH, other=""),
    "mfa_deactivate_totp": Door(get=NONE_YET, post=NONE_YET, other=""),
    "mfa_view_recovery_codes": Door(get=signed_in("404"), other=""),
    "mfa_generate_recovery_codes": Door(get=FRESH, post=FRESH, other=""),
    "mfa_download_recovery_codes": Door(get=signed_in("404"), post=signed_in("404"), other=""),
    "mfa_list_webauthn": Door(get=signed_in(), other=""),
    "mfa_add_webauthn": Door(get=FRESH, post=FRESH, other=""),
    "mfa_reauthenticate_webauthn": Door(
        get=signed_in("403", **dict.fromkeys(PROVEN.split(), "2")),
        post=signed_in("403", **dict.fromkeys(PROVEN.split(), "2")),
        other="",
    ),
    "mfa_remove_webauthn": Door(get=NONE_YET, post=NONE_YET, at=lambda _cast, _stop: [1], other=""),
    "mfa_edit_webauthn": Door(get=NONE_YET, post=NONE_YET, at=lambda _cast, _stop: [1], other=""),
    "mfa_login_webauthn": Door(get=signed_in(), post=signed_in(), other=""),
}

DEMO = {  # exists only where MICROLABS_DEMO is set, which production refuses
    "demo:entrance": Door(get=everybody()),
    "demo:enter": Door(post=everybody("404"), at=lambda _cast, _stop: ["nobody"]),
    "demo:mailbox": Door(get=everybody(), shows=" ".join(CODES)),
}

OF_ROOMS: list[Any] = [
    import_module(f"tests.{path.stem}") for path in sorted(Path(__file__).parent.glob("rows_*.py"))
]
DOORS: dict[str, dict[str, Door]] = {
    "the candidacy": CANDIDACY,
    "public pages": PUBLIC,
    "one's own pages": ONE_S_OWN,
    "the desk": DESK,
    "the sign-in": SIGN_IN,
    "the demonstration": DEMO,
    **{where: rows for module in OF_ROOMS for where, rows in module.DOORS.items()},
}
__all__ = ["DOORS", "nobody"]
