"""The rows of decision day in the table of doors."""

from typing import Any

from django.utils import timezone

from applications.links import place_url
from applications.models import Application, Move
from programs.models import Stop
from selection.links import appeal_url
from selection.models import Appeal, Decision, Handover, Recusal
from tests.cast import Cast
from tests.doors import CENTER, Door, Place, Rule, everybody, of_stop, only, owned

MANAGERS = "RS1 SU"
HANDED = {**only("", others="403"), "RV": "404", "RS1": "404", "RS2": "Y", "SU": "404"}


def desk(who: str = CENTER, outcome: str = "Y") -> Rule:
    """`who` enter; the other region's staff find nothing; whoever may not is refused."""
    return {**only("", others="403"), "RS2": "404", **dict.fromkeys(who.split(), outcome)}


def moved(cast: Cast, stop: Stop, state: str, **values: Any) -> Application:
    """The application that stands at a stop, in this state."""
    application: Application = owned(cast, stop)
    Application.objects.filter(pk=application.pk).update(state=state, **values)
    application.refresh_from_db()
    return application


def offered(cast: Cast, stop: Stop) -> list[Any]:
    """The link by which the place that is kept is confirmed."""
    return [_token(place_url(moved(cast, stop, "accepted", confirm_by=timezone.now())))]


def declined(cast: Cast, stop: Stop) -> list[Any]:
    """The link by which a second look is asked for."""
    return [_token(appeal_url(_told(cast, stop)))]


def _told(cast: Cast, stop: Stop) -> Application:
    defaults = {
        "outcome": "decline",
        "reasons": ["maturity"],
        "by": cast["NM"],
        "published_at": timezone.now(),
    }
    Decision.objects.get_or_create(application=owned(cast, stop), defaults=defaults)
    return moved(cast, stop, "declined")


def _token(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def of_lapse(cast: Cast, stop: Stop) -> list[Any]:
    """A place that passed on."""
    application = moved(cast, stop, "lapsed", confirm_by=timezone.now())
    lapse, _new = Move.objects.get_or_create(
        application=application, stop=stop, origin="accepted", target="lapsed"
    )
    return [stop.slug, lapse.pk]


def of_offer(cast: Cast, stop: Stop) -> list[Any]:
    """A file to which a place is offered."""
    return [stop.slug, moved(cast, stop, "accepted", confirm_by=timezone.now()).reference]


def of_prepared(cast: Cast, stop: Stop) -> list[Any]:
    """A file whose decision is prepared."""
    application = moved(cast, stop, "submitted")
    values = {"outcome": "accept", "by": cast["NM"], "published_at": None}
    Decision.objects.update_or_create(application=application, defaults=values)
    return [stop.slug, application.reference]


def of_letter(_cast: Cast) -> dict[str, Any]:
    """The letter in other words, whichever was looked at."""
    versions = Decision.objects.order_by("-version").values_list("version", flat=True)
    return {"seen": versions.first() or 1, "short": "ZZC {link}"}


def of_look(cast: Cast, stop: Stop) -> list[Any]:
    """A second look that waits."""
    look, _new = Appeal.objects.get_or_create(application=_told(cast, stop))
    return [stop.slug, look.pk]


def of_stranded(cast: Cast, stop: Stop) -> list[Any]:
    """A second look that nobody of the center may answer."""
    slug, pk = of_look(cast, stop)
    application = owned(cast, stop)
    for code in ("RV", "RS1", "RS2", "NM"):
        Recusal.objects.get_or_create(application=application, reader=cast[code], by=cast[code])
    if stop == cast.stop:
        Recusal.objects.filter(application=application, reader=cast["RS2"]).delete()
    return [slug, pk]


def of_handed(cast: Cast, stop: Stop) -> list[Any]:
    """A second look of region 1, in the hands of the manager of region 2."""
    _slug, pk = of_look(cast, cast.stop if stop == cast.stop else stop)
    if stop == cast.stop:
        Handover.objects.get_or_create(
            appeal_id=pk, ended_at=None, defaults={"to": cast["RS2"], "by": cast["RS1"]}
        )
    return [pk]


def of_handed_paper(cast: Cast, stop: Stop) -> list[Any]:
    """A paper of its file."""
    return [*of_handed(cast, stop), cast.attachment.pk]


def of_managers(at: Place, **body: Any) -> Door:
    """What a manager does there."""
    return Door(post=desk(MANAGERS, body.pop("outcome", "Y")), at=at, body=lambda _cast: body)


def settling(_cast: Cast) -> dict[str, Any]:
    """What a reviewer answers to a second look, whichever it is."""
    looks = Appeal.objects.values_list("pk", flat=True)
    return {
        f"{pk}-{name}": value
        for pk in looks
        for name, value in (("outcome", "kept"), ("why", "ZZC"))
    }


DECIDING = {
    "deciding:place": Door(get=everybody(), post=everybody(), at=offered),
    "deciding:giving-up": Door(post=everybody(), at=offered),
    "deciding:second-look": Door(get=everybody(), post=everybody(), at=declined),
    "deciding:decisions": Door(get=desk(MANAGERS), at=of_stop()),
    "deciding:publication": of_managers(of_stop(), wave="200", pause="10", seal=""),
    "deciding:letter": Door(
        get=desk(MANAGERS), post=desk(MANAGERS), at=of_prepared, body=of_letter, shows="AP1"
    ),
    "deciding:holding": of_managers(of_prepared),
    "deciding:holding-end": of_managers(of_prepared),
    "deciding:seats": Door(get=desk(), at=of_stop()),
    "deciding:offering": of_managers(of_stop()),
    "deciding:return": of_managers(of_lapse, why="ZZC"),
    "deciding:confirmation": of_managers(of_offer),
    "deciding:second-looks": Door(get=desk(), at=of_stop()),
    "deciding:settlement": Door(post=desk(), at=of_look, body=settling),
    "deciding:handed": Door(get=HANDED, at=of_handed, shows="AP1 RS1"),
    "deciding:handed-settlement": Door(post=HANDED, at=of_handed, body=settling, shows="AP1 RS1"),
    "deciding:handed-attachment": Door(get=HANDED, at=of_handed_paper, shows="AP1"),
    "deciding:handing": Door(
        post=desk(MANAGERS), at=of_stranded, body=lambda cast: {"to": cast["RS2"].pk}, shows="RS2"
    ),
    "deciding:handing-end": of_managers(of_stranded),
}
DOORS = {"decision day": DECIDING}
