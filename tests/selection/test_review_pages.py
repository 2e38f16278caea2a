"""The review desk: criteria written and read, rules kept, files given out, differences seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from applications.models import Application
from selection.clock import score_files
from selection.models import Anchor, Criterion, Decision, PreScore, Review, Selection
from selection.review.criteria import criteria_of, load_defaults
from selection.review.progress import board, differing
from selection.review.rules import fault, in_words, questions_of
from tests.cast import without_files
from tests.selection.reviewing import BY_STAGE, criterion, file, hands, reviewer

if TYPE_CHECKING:
    from django.test import Client

    from people.models import User
    from programs.models import Stop
    from tests.cast import Cast


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The open stop, with nobody in it but those whom a test brings."""
    without_files(cast)
    return cast.stop


@pytest.fixture
def manager(cast: Cast) -> Client:
    """The browser of a manager of the stop, in English."""
    return cast.client("RS1")


def written(**changes: Any) -> dict[str, Any]:
    """A criterion as a browser sends it."""
    words = {
        f"{name}_{language}": f"{name} {language}"
        for name in ("name", "refusal")
        for language in ("ar", "fr")
    }
    steps = {
        f"anchor_{points}_{language}": f"{points} {language}"
        for points in range(5)
        for language in ("ar", "fr")
    }
    rule = {
        "rule": "video|points",
        "rule_points_yes": "4",
        "rule_points_no": "1",
        "rule_otherwise": "",
    }
    return {"code": "video", "weight": "3", **words, **steps, **rule, **changes}


def judge(made: Application, by: User, slot: int, verdict: str, **scores: int) -> Review:
    """What somebody says of a file."""
    values = {"verdict": verdict, "scores": scores, "judged_at": timezone.now()}
    return Review.objects.create(application=made, reviewer=by, slot=slot, **values)


@pytest.mark.usefixtures("stop")
def test_a_criterion_is_written_in_three_languages_with_its_scale_and_rule(manager: Client) -> None:
    answer = manager.post("/desk/fes/criteria/new/", written(name_en="Calls"))
    made = Criterion.objects.get()
    kept = (made.code, made.weight, made.name_ar, made.name_fr, made.name_en, made.source)
    assert (answer.status_code, kept) == (
        302,
        (
            "video",
            3,
            "name ar",
            "name fr",
            "Calls",
            {"question": "video", "points": {"yes": 4, "no": 1}},
        ),
    )
    assert list(made.anchors.values_list("points", "text_fr"))[::4] == [(0, "0 fr"), (4, "4 fr")]
    assert Selection.objects.get().criteria_changed_at is not None


@pytest.mark.parametrize(
    ("changes", "source"),
    [
        ({"rule": ""}, {}),
        (
            {"rule": "hours|from", "rule_from_2": "1", "rule_from_4": "3", "rule_otherwise": "1"},
            {"question": "hours", "from": {"1": 2, "3": 4}, "otherwise": 1},
        ),
        (
            {"rule": "question|given", "rule_given": "3", "rule_otherwise": "0"},
            {"question": "question", "given": 3, "otherwise": 0},
        ),
    ],
)
@pytest.mark.usefixtures("stop")
def test_a_rule_is_kept_as_it_was_chosen(
    manager: Client, changes: dict[str, str], source: dict[str, Any]
) -> None:
    manager.post("/desk/fes/criteria/new/", written(**changes))
    again = manager.get(f"/desk/fes/criteria/{Criterion.objects.get().pk}/").context["form"]
    assert (Criterion.objects.get().source, again["rule"].value() or "") == (
        source,
        changes["rule"],
    )
    assert {name: str(again[name].value()) for name in changes} == changes or source == {}


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name_fr": ""}, "name_fr", "This field is required."),
        ({"anchor_2_ar": ""}, "anchor_2_ar", "This field is required."),
        ({"weight": "11"}, "weight", "Ensure this value is less than or equal to 10."),
        ({"code": "taken"}, "code", "Another criterion has this code."),
        ({"rule_points_no": "4"}, "rule", "By this rule everybody gets the same points."),
        (
            {"rule": "gender|points"},
            "rule",
            "Select a valid choice. gender|points is not one of the available choices.",
        ),
        (
            {"rule": "people|from"},
            "rule_from_1",
            "Please write from which number on points are given.",
        ),
        (
            {"rule": "people|from", "rule_from_1": "3", "rule_from_2": "3"},
            "rule_from_1",
            "More points need a larger number.",
        ),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    stop: Stop, manager: Client, changes: dict[str, str], field: str, sentence: str
) -> None:
    criterion(stop, "taken")
    answer = manager.post("/desk/fes/criteria/new/", written(**changes))
    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [sentence])
    assert Criterion.objects.count() == 1


def test_the_answers_of_a_question_are_shown_before_anything_is_kept(
    stop: Stop, manager: Client
) -> None:
    part = manager.get("/desk/fes/criteria/rule/?rule=stage|points").context["fields"]
    plain = manager.post(
        "/desk/fes/criteria/new/", {"rule": "people|from", "weight": "7", "show": "yes"}
    )
    form = plain.context["form"]
    assert [field.name for field in part] == [
        *(f"rule_points_{code}" for code in ("idea", "starting", "running", "growing")),
        "rule_otherwise",
    ]
    assert (
        plain.status_code,
        form["weight"].value(),
        len(form.rule_fields),
        stop.criteria.count(),
    ) == (200, "7", 5, 0)


def test_the_criteria_of_the_house_are_whole_in_every_language(stop: Stop) -> None:
    load_defaults(stop)
    wanting = []
    for row in criteria_of(stop):
        texts = [
            getattr(row, f"{name}_{code}")
            for name in ("name", "meaning", "refusal", "instead")
            for code in ("ar", "fr", "en")
        ]
        texts += [
            getattr(anchor, f"text_{code}")
            for anchor in row.anchors.all()
            for code in ("ar", "fr", "en")
        ]
        wanting += [row.code] if len(list(filter(None, texts))) != 27 else []
        wanting += filter(None, [fault(questions_of(stop), row.source)])
    assert (wanting, Anchor.objects.count()) == ([], 30)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (
            {"question": "gone", "given": 4},
            "The form of this stop has no question “gone” that could be read so.",
        ),
        (
            {"question": "name", "given": 4},
            "The form of this stop has no question “name” that could be read so.",
        ),
        (BY_STAGE, "“The stage” also offers “Starting up”, which has no points yet."),
        (
            {"question": "video", "points": {"yes": 4, "no": 1, "perhaps": 2}},
            "“Is a video call possible?” has no answer “perhaps”.",
        ),
    ],
)
def test_a_rule_that_fits_the_form_no_longer_is_said(
    stop: Stop, source: dict[str, Any], sentence: str
) -> None:
    with translation.override("en"):
        assert fault(questions_of(stop), source) == sentence


def test_a_rule_reads_as_a_sentence(stop: Stop) -> None:
    with translation.override("en"):
        sentences = in_words(
            questions_of(stop), {"question": "hours", "from": {"3": 4, "1": 2}, "otherwise": 1}
        )
    assert sentences == [
        "Times that suit you (how many answers)",
        "From 1: 2 of 4",
        "From 3: 4 of 4",
        "Without an answer: 1 of 4",
    ]


def test_after_publication_words_may_change_but_not_what_counts(
    stop: Stop, manager: Client
) -> None:
    load_defaults(stop)
    Selection.objects.update(published_at=timezone.now())
    row = Criterion.objects.get(code="connection")
    page = manager.get(f"/desk/fes/criteria/{row.pk}/").context["form"]
    kept = {name: page[name].value() for name in page.fields if page[name].value() is not None}
    answers = [
        manager.post(f"/desk/fes/criteria/{row.pk}/", {**kept, "name_fr": "Connexion"}).status_code,
        manager.post(f"/desk/fes/criteria/{row.pk}/", {**kept, "weight": "9"}).status_code,
        manager.post("/desk/fes/criteria/new/", written()).status_code,
    ]
    manager.post(f"/desk/fes/criteria/{row.pk}/deletion/")
    row.refresh_from_db()
    assert (answers, row.name_fr, row.weight, Criterion.objects.count()) == (
        [302, 422, 422],
        "Connexion",
        2,
        6,
    )


def test_a_criterion_that_a_prepared_decision_names_stays(
    cast: Cast, stop: Stop, manager: Client
) -> None:
    row = criterion(stop, "maturity")
    Decision.objects.create(
        application=file(stop, 1), outcome="decline", reasons=["maturity"], by=cast["RS1"]
    )
    manager.post(f"/desk/fes/criteria/{row.pk}/deletion/")
    assert Criterion.objects.count() == 1


def test_criteria_are_put_in_order(stop: Stop, manager: Client) -> None:
    load_defaults(stop)
    manager.post(f"/desk/fes/criteria/{Criterion.objects.get(code='change').pk}/place/")
    assert [row.code for row in criteria_of(stop)][:3] == ["maturity", "change", "need"]


def test_everybody_reads_the_criteria_but_not_what_an_answer_gives(cast: Cast, stop: Stop) -> None:
    load_defaults(stop)
    page = cast.client(language="fr").get("/fes/criteria/")
    lines = [
        (each["row"].name, each["share"], each["rule"] and each["rule"].question.label)
        for each in page.context["criteria"]
    ]
    assert lines[0] == ("Maturité du projet", 21, "Le stade")
    assert [each["steps"][0].points for each in page.context["criteria"]] == [4] * 6
    assert "/fes/criteria/" in cast.client(language="fr").get("/fes/").content.decode()


def test_the_page_of_a_stop_names_no_criteria_before_there_are_any(cast: Cast, stop: Stop) -> None:
    assert (f"/{stop.slug}/criteria/" in cast.client().get("/fes/").content.decode()) is False


def test_the_rules_are_kept(stop: Stop, manager: Client) -> None:
    sent = {"blind": "on", "reviews": "2", "hours_to_confirm": "72", "days_to_appeal": "10"}
    answers = [
        manager.post("/desk/fes/reviewing/rules/", {**sent, **more}).status_code
        for more in ({}, {"reviews": "3"})
    ]
    kept = Selection.objects.values_list(
        "blind", "reviews", "stop__waiting_list__hours_to_confirm", "days_to_appeal"
    ).get(stop=stop)
    assert (answers, kept) == ([302, 422], (True, 2, 72, 10))


def test_files_are_given_out_among_those_who_are_ticked(
    cast: Cast, stop: Stop, manager: Client
) -> None:
    amal = reviewer(stop, "Amal")
    file(stop, 1), file(stop, 2)
    manager.post("/desk/fes/reviewing/assignment/", {"among": [amal.pk, cast["RS2"].pk]})
    assert hands(stop) == {"Amal": ["1", "2"]}


def test_a_file_is_taken_out_of_one_pair_of_hands_and_put_into_another(
    cast: Cast, stop: Stop, manager: Client
) -> None:
    amal, made = reviewer(stop, "Amal"), file(stop, 1)
    first = manager.post(
        "/desk/fes/reviewing/files/FM-0001/hands/", {"to": amal.pk, "locked": "yes", "of": "nobody"}
    )
    review = Review.objects.get()
    second = manager.post(
        "/desk/fes/reviewing/files/FM-0001/hands/",
        {"to": cast["RV"].pk, "review": review.pk, "of": str(amal.pk)},
    )
    review.refresh_from_db()
    assert (first["Location"], second["Location"]) == (
        "/desk/fes/reviewing/files/?of=nobody",
        f"/desk/fes/reviewing/files/?of={amal.pk}",
    )
    assert (review.application, review.reviewer, review.locked) == (made, cast["RV"], False)


def test_the_board_tells_what_each_has_done_and_what_is_left(cast: Cast, stop: Stop) -> None:
    selection = Selection.objects.create(stop=stop, reviews=2)
    amal, gone = reviewer(stop, "Amal"), reviewer(stop, "Ghizlane")
    applications = [file(stop, number) for number in range(1, 5)]
    (
        judge(applications[0], amal, 1, "yes"),
        judge(applications[0], cast["RV"], 2, "yes"),
        judge(applications[1], gone, 1, "no"),
    )
    Review.objects.create(application=applications[1], slot=2, reviewer=amal, locked=True)
    Review.objects.create(application=applications[2], slot=1, reviewer=amal)
    gone.memberships.all().delete()
    overview = board(stop, selection)
    lines = {
        line.person.name: (line.judged, line.waiting, line.locked, line.works_here)
        for line in overview.lines
    }
    assert (lines["Amal"], lines["Ghizlane"], lines[cast["RS1"].name]) == (
        (1, 2, 1, True),
        (1, 0, 0, False),
        (0, 0, 0, True),
    )
    assert (overview.to_decide, overview.judged, overview.nobody, overview.differing) == (
        4,
        1,
        2,
        0,
    )


def test_two_people_differ_in_the_verdict_or_by_two_steps_until_somebody_decides(
    cast: Cast, stop: Stop
) -> None:
    amal, badr = reviewer(stop, "Amal"), reviewer(stop, "Badr")
    pairs = [
        ("yes", {}, "no", {}),
        ("yes", {"a": 4}, "yes", {"a": 2}),
        ("yes", {"a": 4}, "yes", {"a": 3, "b": 0}),
    ]
    applications = [file(stop, number) for number in range(1, 5)]
    for made, (one, mine, other, theirs) in zip(applications, [*pairs, pairs[0]], strict=True):
        judge(made, amal, 1, one, **mine), judge(made, badr, 2, other, **theirs)
    Decision.objects.create(application=applications[3], outcome="accept", by=cast["RS1"])
    assert differing(stop) == [applications[0].pk, applications[1].pk]
    differences = cast.client("RV").get("/desk/fes/reviewing/differences/").context["differences"]
    assert [each.steps for each in differences] == [[], [("a", 4, 2)]]


@pytest.mark.parametrize("address", ["", "files/", "differences/"])
def test_a_page_costs_the_same_for_one_file_and_for_three(
    cast: Cast, stop: Stop, address: str
) -> None:
    Selection.objects.create(stop=stop, reviews=2)
    people, counted = [reviewer(stop, "Amal"), reviewer(stop, "Badr")], []
    client = cast.client("RS1")
    client.get("/desk/fes/reviewing/")
    for numbers in ([1], [2, 3]):
        for number in numbers:
            made = file(stop, number)
            file(stop, number + 10)
            judge(made, people[0], 1, "yes"), judge(made, people[1], 2, "no")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/desk/fes/reviewing/{address}").status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_clock_scores_what_came(stop: Stop, cast: Cast) -> None:
    (
        criterion(stop, "maturity", source=BY_STAGE),
        criterion(cast.elsewhere, "maturity", source=BY_STAGE),
    )
    file(stop, 1, answers={"stage": "running"})
    assert ([score_files(), score_files()], PreScore.objects.count()) == ([2, 0], 2)


@pytest.mark.parametrize("junk", ["²", "٣", "-1", "9" * 19, "9" * 5000])
def test_what_is_no_number_is_nobody_s(cast: Cast, stop: Stop, manager: Client, junk: str) -> None:
    made = file(stop, 1)
    hands_of = f"/desk/fes/reviewing/files/{made.reference}/hands/"
    answers = [
        manager.get("/desk/fes/reviewing/files/", {"of": junk, "after": junk}),
        manager.get("/desk/fes/reviewing/differences/", {"after": junk}),
        manager.get("/desk/fes/doubles/", {"page": junk}),
        manager.post("/desk/fes/reviewing/assignment/", {"among": [junk]}),
        manager.post(hands_of, {"to": junk, "review": junk, "of": junk}),
        manager.post(hands_of, {"to": cast["RV"].pk, "review": junk, "of": junk}),
        manager.post(f"/desk/fes/files/{made.reference}/diagnosis/start/hands/", {"expert": junk}),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 302, 404, 302, 302]
