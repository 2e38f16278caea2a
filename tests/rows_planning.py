"""The rows of planned workshops, of the radar and the calendar in the table of doors."""

from datetime import time, timedelta
from typing import Any

from needs.models import Need
from people.models import Participation, User
from programs.models import Stop
from questionnaires.compiled_forms import current_version
from tests.cast import Cast
from tests.doors import CENTER, Door, Rule, everybody, of_stop, only, owned
from tests.rows_choosing import managers
from tests.workshops.planned import make_workshop
from workshops.models import CalendarFeed, Equipment, Series, SoukDay, Trainer, Venue, Workshop
from workshops.planning.calendar_views import digest

KEY = "a-key-that-somebody-was-given"


def center(outcome: str = "Y") -> Rule:
    """The center enters; the other region finds nothing; who works on no files is refused."""
    return {**only("", others="403"), "RS2": "404", **dict.fromkeys(CENTER.split(), outcome)}


def one(cast: Cast, stop: Stop, state: str = "published") -> list[Any]:
    """A workshop of a stop, which EX2 leads."""
    found = Workshop.objects.filter(stop=stop, state=state).first()
    if found is None:
        published = {} if state == "published" else {"published_at": None}
        found = make_workshop(stop, state=state, **published)
        trainer, _new = Trainer.objects.get_or_create(center=stop.center, user=cast["EX2"])
        found.trainers.add(trainer)
    return [stop.slug, found.number]


def draft(cast: Cast, stop: Stop) -> list[Any]:
    """One that nobody has published."""
    return one(cast, stop, "draft")


def proposed(cast: Cast, stop: Stop) -> list[Any]:
    """A date that is proposed for one."""
    where = draft(cast, stop)
    workshop = Workshop.objects.get(stop=stop, number=where[1])
    day = workshop.starts_on + timedelta(days=1)
    on: dict[str, Any] = {"starts_on": day, "starts_clock": time(10)}
    return [*where, workshop.date_options.get_or_create(**on)[0].pk]


def kept(model: Any, **values: Any) -> Any:
    """A row of a short list of the center, or of the stop."""

    def place(_cast: Cast, stop: Stop) -> list[Any]:
        own: dict[str, Any] = {"stop": stop} if model is Series else {"center": stop.center}
        if model is SoukDay:
            own |= {"province": stop.center.region.provinces.first()}
        return [stop.slug, model.objects.get_or_create(**own, **values)[0].pk]

    return place


def invited(cast: Cast, stop: Stop) -> list[Any]:
    """Somebody on the list of a workshop whom nobody has written to."""
    place = one(cast, stop)
    workshop = Workshop.objects.get(stop=stop, number=place[1])
    person = cast["AP1"]
    participation, _new = Participation.objects.get_or_create(stop=stop, person=person)
    row, _new = workshop.invitations.get_or_create(participation=participation)
    return [*place, row.pk]


def promised(cast: Cast, stop: Stop) -> list[Any]:
    """A workshop on marketing that the person of a stop was promised."""
    file = owned(cast, stop)
    scores = {"digital": 90, "marketing": 80}
    version = current_version("diagnosis", stop)
    file.diagnoses.get_or_create(
        moment="start",
        defaults={
            "version": version,
            "language": "ar",
            "scores": scores,
            "finished_at": file.submitted_at,
        },
    )
    theme = stop.themes.model.objects.get(code="marketing")
    Need.objects.get_or_create(application=file, theme=theme, defaults={"level": 80})
    return [stop.slug, "marketing", file.province.iso if file.province else "elsewhere"]


def feed(cast: Cast, stop: Stop) -> list[Any]:
    """The private address of a manager's calendar."""
    code = "RS1" if stop == cast.stop else "RS2"
    user: User = cast[code]
    key = f"{KEY}-{code}"
    CalendarFeed.objects.get_or_create(user=user, stop=stop, defaults={"digest": digest(key)})
    return [key]


LISTS: dict[str, tuple[Any, dict[str, Any]]] = {
    "trainers": (Trainer, {"name_fr": "A"}),
    "venues": (Venue, {"name_fr": "A", "seats": 9}),
    "equipment": (Equipment, {"name_fr": "A"}),
    "series": (Series, {"title_fr": "A"}),
    "souks": (SoukDay, {"weekday": 3}),
}
PLANNING = {
    "planning:list": Door(get=center(), at=of_stop()),
    "planning:calendar": Door(get=center(), at=of_stop()),
    "planning:feed": Door(post=center(), at=of_stop()),
    "planning:feed_removal": Door(post=center(), at=of_stop()),
    "planning:new": Door(get=managers(), post=managers("422"), at=of_stop()),
    "planning:workshop": Door(get=only(f"EX2 {CENTER}"), at=one),
    "planning:change": Door(get=managers(), post=managers("422"), at=one),
    "planning:publication": Door(get=managers(), post=managers(), at=draft),
    "planning:cancellation": Door(get=managers(), post=managers("422"), at=one),
    "planning:moving": Door(get=managers(), post=managers("422"), at=one),
    "planning:deletion": Door(post=managers(), at=draft),
    "planning:dates": Door(get=managers(), post=managers(), at=draft),
    "planning:fixing": Door(post=managers(), at=proposed),
    "planning:copy": Door(get=managers(), post=managers("422"), at=one),
    "planning:invitations": Door(get=managers(), at=one),
    "planning:sending": Door(post=managers(), at=one),
    "planning:finding": Door(post=managers(), at=one),
    "planning:adding": Door(post=managers(), at=one),
    "planning:taking_off": Door(post=managers(), at=invited),
    **{f"planning:{of}": Door(get=managers(), post=managers("422"), at=of_stop()) for of in LISTS},
    **{
        f"planning:{of}-one": Door(get=managers(), post=managers("422"), at=kept(model, **values))
        for of, (model, values) in LISTS.items()
    },
    **{
        f"planning:{of}-deletion": Door(post=managers(), at=kept(model, **values))
        for of, (model, values) in LISTS.items()
    },
    "planning_own:led": Door(get=only("EX1 EX2")),
    "planning_own:feed": Door(get=everybody(), at=feed),
    "radar:radar": Door(get=center(), at=of_stop()),
    "radar:draft": Door(post=managers(), at=promised),
}
DOORS = {"planned workshops": PLANNING}
