"""The rows of the form builder in the table of doors; the form is that of the stop in region 1."""

from typing import Any

from programs.models import Stop
from questionnaires.actions import draft
from questionnaires.builder.seen import seal
from questionnaires.models import Question, Questionnaire, Section, Version
from tests.cast import Cast
from tests.doors import Door, signed_in
from tests.rows_broadcasts import outreach

READERS, EDITORS = "RV RS1 NS SU", "RS1 SU"


def drafted(stop: Stop) -> Version:
    """The draft of the candidacy of a stop, made when it is asked for."""
    own, _new = Questionnaire.objects.get_or_create(
        purpose="candidacy", stop=stop, defaults={"name_ar": "استمارة", "name_fr": "Formulaire"}
    )
    return draft(own)


def form(_cast: Cast, stop: Stop) -> list[Any]:
    """The form of a stop."""
    return [drafted(stop).questionnaire_id]


def of_page(_cast: Cast, stop: Stop) -> list[Any]:
    """Its first page."""
    version = drafted(stop)
    return [version.questionnaire_id, Section.objects.filter(version=version)[0].pk]


def of_question(_cast: Cast, stop: Stop) -> list[Any]:
    """A question on which nothing hangs."""
    version = drafted(stop)
    question = Question.objects.get(section__version=version, code="video")
    return [version.questionnaire_id, question.pk]


def edited(outcome: str = "Y") -> dict[str, Any]:
    """What only the managers of the stop may do; a form that is sent empty is refused."""
    return {"post": outreach(EDITORS, outcome), "at": form}


EDIT = outreach(EDITORS)
FORMS = {
    "forms:all": Door(get=outreach("RV RS1 RS2 NS SU", missing="")),
    "forms:new": Door(
        get=outreach("RS1 RS2 NS SU", missing=""), post=outreach("RS1 RS2 NS SU", "422", missing="")
    ),
    "forms:form": Door(get=outreach(READERS), at=form),
    "forms:draft": Door(**edited()),
    "forms:disposal": Door(**edited()),
    "forms:publication": Door(
        get=EDIT, **edited(), body=lambda cast: {"seen": seal(drafted(cast.stop))}
    ),
    "forms:preview": Door(get=outreach(READERS), at=lambda *who: [*form(*who), "ar"]),
    "forms:page-new": Door(get=EDIT, **edited("422")),
    "forms:page": Door(get=EDIT, **{**edited("422"), "at": of_page}),
    "forms:page-place": Door(**{**edited(), "at": of_page}),
    "forms:page-removal": Door(**{**edited("422"), "at": of_page}),
    "forms:question-new": Door(get=EDIT, **{**edited("422"), "at": of_page}),
    "forms:question": Door(get=EDIT, **{**edited("422"), "at": of_question}),
    "forms:place": Door(**{**edited("422"), "at": of_question}),
    "forms:removal": Door(**{**edited("422"), "at": of_question}),
    "forms-moved": Door(get=signed_in(NM="2")),
    "form-moved": Door(get=signed_in(NM="2"), at=lambda _cast, _stop: ["question/1/change/"]),
}
DOORS = {"the form builder": FORMS}
