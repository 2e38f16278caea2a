"""One letter before publication: held back, released, or said in other words to one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError

from messaging.models import Message, Preference
from selection.deciding.batch import Pace, prepared, seal
from selection.deciding.publication import publish
from selection.decisions import prepare
from selection.models import Decision, OwnLetter
from selection.own_letters import hold, release, reword
from tests.applications.test_candidacy_actions import at_once
from tests.cast import gather
from tests.kept import once
from tests.selection.deciding import decided, published, state, states

if TYPE_CHECKING:
    from applications.models import Application
    from tests.cast import Cast

AT = "/desk/fes/decisions/"
OTHER = "Microlabs : dossier {reference}, appelez-nous. {link}"


@pytest.fixture
@once
def files(cast: Cast) -> list[Application]:
    """An offer and a refusal, both in French."""
    return [
        decided(cast.stop, 30, "accept", by=cast["RS1"], language="fr"),
        decided(cast.stop, 31, "decline", by=cast["RS1"], language="fr"),
    ]


def post(cast: Cast, file: Application, path: str, **form: Any) -> Any:
    """One act about the letter of a file."""
    return cast.client("RS1").post(f"{AT}{file.reference}/{path}/", form)


def version(file: Application) -> int:
    """The one of its decision."""
    return Decision.objects.values_list("version", flat=True).get(application=file)


def test_what_is_held_back_is_not_published_with_the_rest_and_says_so(
    cast: Cast, files: list[Application]
) -> None:
    post(cast, files[1], "holding")
    page = cast.client("RS1").get(AT)
    assert published(cast.stop, by=cast["RS1"]) == 1
    held = [(each.application.reference, each.held_by) for each in page.context["preview"].held]
    assert held == [("FM-0031", cast["RS1"])]
    assert states(files) == ["accepted", "submitted"]
    assert "Held back by" in cast.client("RS1").get(f"{AT}FM-0031/letter/").content.decode()


def test_what_is_released_goes_out_with_the_next_ones(cast: Cast, files: list[Application]) -> None:
    post(cast, files[1], "holding")
    published(cast.stop, by=cast["RS1"])
    post(cast, files[1], "holding/end")
    assert published(cast.stop, by=cast["RS1"]) == 1
    assert states(files) == ["accepted", "declined"]


def test_an_offer_that_is_held_back_takes_no_place_of_the_others(
    cast: Cast, files: list[Application]
) -> None:
    type(cast.stop).objects.filter(pk=cast.stop.pk).update(places=0)
    cast.stop.places = 0
    hold(files[0], by=cast["RS1"])
    assert published(cast.stop, by=cast["RS1"]) == 1
    assert states(files) == ["submitted", "declined"]


@pytest.mark.parametrize("act", ["hold", "release", "reword"])
def test_a_letter_changed_after_the_look_is_looked_at_once_more(
    cast: Cast, files: list[Application], act: str
) -> None:
    if act == "release":
        hold(files[1], by=cast["RS1"])
    seen = seal(prepared(cast.stop))
    match act:
        case "hold":
            hold(files[1], by=cast["RS1"])
        case "release":
            release(files[1])
        case _:
            texts = {"short": OTHER}
            reword(files[1], by=cast["RS1"], seen=version(files[1]), texts=texts, usual={})
    with pytest.raises(ValidationError) as refusal:
        publish(cast.stop, by=cast["RS1"], seen=seen, pace=Pace())
    assert (refusal.value.code, Message.objects.filter(event="declined").count()) == ("changed", 0)


def test_one_person_reads_other_words_and_all_others_the_usual_ones(
    cast: Cast, files: list[Application]
) -> None:
    decided(cast.stop, 32, "decline", by=cast["RS1"], language="fr")
    answer = post(cast, files[1], "letter", seen=1, short=OTHER)
    published(cast.stop, by=cast["RS1"])
    bodies = dict(Message.objects.filter(event="declined").values_list("address", "body"))
    assert answer.status_code == 302
    assert bodies["+212699010031"].startswith("Microlabs : dossier FM-0031, appelez-nous. http")
    assert "appelez-nous" not in bodies["+212699010032"]


def test_the_usual_words_stay_beside_those_of_one_person(
    cast: Cast, files: list[Application]
) -> None:
    usual = cast.client("RS1").get(f"{AT}FM-0031/letter/").context["letter"].usual
    post(cast, files[1], "letter", seen=1, short=OTHER, long=usual["long"])
    own = OwnLetter.objects.get()
    assert (own.texts, own.usual, own.by) == ({"short": OTHER}, usual, cast["RS1"])
    page = cast.client("RS1").get(f"{AT}FM-0031/letter/").content.decode()
    assert page.count("appelez-nous") == 2  # in its field and as it will be read
    assert "The usual words, which stood there before" in page


def test_marks_that_nobody_sees_turn_no_link_about(cast: Cast, files: list[Application]) -> None:
    post(cast, files[1], "letter", seen=1, short="Microlabs : \u202e{link}\u202c\u200b au revoir")
    assert OwnLetter.objects.get().texts == {"short": "Microlabs : {link} au revoir"}


def test_empty_words_are_the_usual_ones_again(cast: Cast, files: list[Application]) -> None:
    post(cast, files[1], "letter", seen=1, short=OTHER)
    post(cast, files[1], "letter", seen=2)
    assert (OwnLetter.objects.count(), version(files[1])) == (0, 3)


@pytest.mark.parametrize(
    ("form", "field", "sentence"),
    [
        ({"short": "{telephone}"}, "short", "means nothing here"),
        ({"short": "ok {"}, "short", "means nothing here"),
        (
            {"short": "{link} " + "اقرأ " * 80},
            "short",
            "This text would be 7 SMS; at most 6 are sent.",
        ),
        ({"subject": "x" * 121}, "subject", "at most 120 characters"),
        ({"long": "x" * 3001}, "long", "at most 3000 characters"),
        ({"long": "{link} " + "{reasons}" * 150}, "long", "letters; 4096 fit."),
        ({"short": OTHER, "seen": "7"}, "__all__", "The decision has changed meanwhile."),
    ],
)
def test_words_that_a_channel_would_not_take_are_refused_beside_them(
    cast: Cast, files: list[Application], form: dict[str, str], field: str, sentence: str
) -> None:
    answer = post(cast, files[1], "letter", **{"seen": "1", **form})
    assert (answer.status_code, OwnLetter.objects.count()) == (422, 0)
    assert sentence in " ".join(answer.context["form"].errors[field])


def test_other_words_go_by_no_channel_that_takes_templates_alone(
    cast: Cast, files: list[Application], settings: Any
) -> None:
    settings.DEMO, settings.WHATSAPP_TOKEN, settings.WHATSAPP_NUMBER_ID = False, "t", "1"
    Preference.objects.create(person_id=files[1].applicant_id or 0, channel="whatsapp")
    before = cast.client("RS1").get(f"{AT}FM-0031/letter/").context["letter"].channel
    post(cast, files[1], "letter", seen=1, short=OTHER)
    after = cast.client("RS1").get(f"{AT}FM-0031/letter/").context["letter"].channel
    published(cast.stop, by=cast["RS1"])
    sent = Message.objects.get(event="declined").channel
    assert (before.code, after.code, sent) == ("whatsapp", sent, sent)
    assert sent != "whatsapp"


def test_words_for_one_outcome_are_not_said_of_another(
    cast: Cast, files: list[Application]
) -> None:
    post(cast, files[1], "letter", seen=1, short=OTHER)
    prepare(files[1], by=cast["RS1"], outcome="wait", seen=2)
    published(cast.stop, by=cast["RS1"])
    assert (
        OwnLetter.objects.count(),
        Message.objects.filter(body__contains="appelez").count(),
    ) == (
        0,
        0,
    )


def test_a_letter_that_has_left_is_neither_held_nor_changed(
    cast: Cast, files: list[Application]
) -> None:
    published(cast.stop, by=cast["RS1"])
    post(cast, files[1], "holding")
    answer = post(cast, files[1], "letter", seen=1, short=OTHER)
    row = Decision.objects.get(application=files[1])
    assert (answer.status_code, row.held_at, OwnLetter.objects.count()) == (404, None, 0)


def test_nobody_at_the_desk_sees_the_secret_of_a_link_in_a_letter(
    cast: Cast, files: list[Application]
) -> None:
    page = cast.client("RS1").get(f"{AT}FM-0030/letter/").content.decode()
    assert files[0].token not in page


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_held_while_it_is_published_it_is_either_told_or_held_never_both() -> None:
    cast = gather()
    files = [decided(cast.stop, 40 + number, "wait", by=cast["RS1"]) for number in range(10)]
    seen = seal(prepared(cast.stop))

    def act(number: int) -> str:
        if number == 5:
            try:
                return str(publish(cast.stop, by=cast["RS1"], seen=seen, pace=Pace()))
            except ValidationError as refusal:
                return str(refusal.code)
        hold(files[number], by=cast["RS1"])
        return "held"

    outcomes = at_once(act, 10, threads=10)
    held = Decision.objects.filter(held_at__isnull=False).count()
    told = Message.objects.filter(event="waiting_list").count()
    assert (outcomes[5], told, held) in {("10", 10, 0), ("changed", 0, 9)}
    assert {state(file) for file in files} <= {"waiting", "submitted"}
