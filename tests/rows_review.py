"""The rows of the review desk in the table of doors."""

from typing import Any

from applications.models import Application
from programs.models import Stop
from selection.models import Criterion, Recusal
from tests.cast import Cast
from tests.doors import CENTER, Door, Place, Rule, everybody, of_stop, only

MANAGERS = "RS1 SU"


def desk(who: str = CENTER, outcome: str = "Y") -> Rule:
    """`who` enter; the staff of the other region find nothing; whoever else is refused."""
    return {**only("", others="403"), "RS2": "404", **dict.fromkeys(who.split(), outcome)}


def of_criterion(*more: Any) -> Place:
    """A criterion of the stop, made when it is asked for."""

    def at(_cast: Cast, stop: Stop) -> list[Any]:
        words = {"name_fr": "ZZC", "refusal_fr": "ZZC", "source": {"question": "gone", "given": 4}}
        made, _new = Criterion.objects.get_or_create(stop=stop, code="zzc", defaults=words)
        return [stop.slug, made.pk, *more]

    return at


def of_file(_cast: Cast, stop: Stop) -> list[Any]:
    """A file at the desk of a stop."""
    return [stop.slug, "FM-0001" if stop.slug == "fes" else "SM-0001"]


def of_file_without(cast: Cast, stop: Stop) -> list[Any]:
    """The same, which RV does not read."""
    slug, reference = of_file(cast, stop)
    application = Application.objects.get(stop=stop, reference=reference)
    Recusal.objects.get_or_create(
        application=application, reader=cast["RV"], defaults={"by": cast["NM"]}
    )
    return [slug, reference]


def reader(cast: Cast) -> dict[str, Any]:
    """Whom it is about."""
    return {"to": cast["RV"].pk, "reason": "relative"}


def managed(at: Place, *, get: bool = True, post: str = "", **body: Any) -> Door:
    """What only the managers of a stop may open, and what they may send there."""
    looks = desk(MANAGERS) if get else None
    return Door(
        get=looks, post=desk(MANAGERS, post) if post else None, at=at, body=lambda _cast: body
    )


RULES: dict[str, Any] = {"reviews": "2", "hours_to_confirm": "48", "days_to_appeal": "7"}
REVIEW = {
    "review:board": Door(get=desk(), at=of_stop()),
    "review:assignment": managed(of_stop(), get=False, post="Y"),
    "review:files": Door(get=desk(), at=of_stop()),
    "review:hands": Door(
        post=desk(MANAGERS),
        at=of_file,
        body=lambda cast: {"to": cast["RV"].pk, "locked": "yes", "of": "nobody"},
    ),
    "review:off": Door(post=desk(MANAGERS), at=of_file, body=reader),
    "review:on": Door(post=desk(MANAGERS), at=of_file_without, body=reader),
    "review:differences": Door(get=desk(), at=of_stop()),
    "review:rules": managed(of_stop(), post="Y", **RULES),
    "review:criteria": Door(get=desk(), at=of_stop()),
    "review:house": managed(of_stop(), get=False, post="Y"),
    "review:new": managed(of_stop(), post="422"),
    "review:rule": managed(of_stop()),
    "review:change": managed(of_criterion(), post="422"),
    "review:place": managed(of_criterion(), get=False, post="Y"),
    "review:deletion": managed(of_criterion(), get=False, post="Y"),
    "criteria:public": Door(get=everybody(), at=of_stop()),
}
DOORS = {"the review desk": REVIEW}
