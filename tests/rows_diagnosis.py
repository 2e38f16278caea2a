"""The rows of the diagnosis in the table of doors."""

from typing import Any

from needs.models import Diagnosis
from programs.models import Stop
from questionnaires.compiled_forms import current_version
from tests.cast import Cast
from tests.doors import CENTER, Door, Rule, by_link, everybody, only, owned

EXPERTS = "EX1 EX2"


def again(*more: Any) -> Any:
    """Under the private link, at the end of the stop."""
    return by_link("end", *more)


def of_file(_cast: Cast, stop: Stop) -> list[Any]:
    """The diagnosis of a file at the desk of a stop."""
    return [stop.slug, "FM-0001" if stop == _cast.stop else "SM-0001", "start"]


def in_hand(cast: Cast, stop: Stop) -> list[Any]:
    """The one that EX1 has in hand."""
    application = owned(cast, stop)
    made = {"version": current_version("diagnosis", stop), "language": "ar", "expert": cast["EX1"]}
    return [
        Diagnosis.objects.get_or_create(application=application, moment="start", defaults=made)[
            0
        ].pk
    ]


def at_the_desk(outcome: str = "Y") -> Rule:
    """The center enters; the other region finds nothing; who does not work on files is refused."""
    return {**only("", others="403"), "RS2": "404", **dict.fromkeys(CENTER.split(), outcome)}


DIAGNOSIS = {
    "diagnosis:begin": Door(get=everybody(), at=by_link()),
    "diagnosis:page": Door(get=everybody(), post=everybody("422"), at=by_link("idea")),
    "diagnosis:result": Door(get=everybody(), at=by_link()),
    "diagnosis:again": Door(get=everybody(), at=again()),
    "diagnosis:again_page": Door(get=everybody(), post=everybody(), at=again("idea")),
    "diagnosis:again_result": Door(get=everybody(), at=again()),
    "diagnosis:in_hand": Door(get=only(EXPERTS)),
    "diagnosis:call": Door(get=only("EX1"), post=only("EX1"), at=in_hand, shows="AP1"),
    "diagnosis:call_completion": Door(post={**only(""), "EX1": "422"}, at=in_hand, shows="AP1"),
    "diagnosis_desk:fill": Door(get=at_the_desk(), post=at_the_desk(), at=of_file),
    "diagnosis_desk:completion": Door(post=at_the_desk("422"), at=of_file),
    "diagnosis_desk:hands": Door(post=at_the_desk(), at=of_file),
}
DOORS = {"the diagnosis": DIAGNOSIS}
