"""Many files at once: given to a colleague, labelled, decided, written to, exported; and undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applications.models import Application
from desk.broadcasts.filters import Choosing
from desk.models import Act, Label, Labelling, Pick, Responsible
from desk.models.acts import LATE, UNDO
from messaging.models import Broadcast
from people.models import Membership
from reporting.models import Export
from selection.models import Criterion, Decision, Recusal
from tests.desk.many import others
from tests.kept import once

if TYPE_CHECKING:
    from tests.cast import Cast

TICKS = "/desk/applications/ticks/"
LIST = "/desk/fes/applications/"


@pytest.fixture
def files(cast: Cast) -> list[Application]:
    """Four files at Fès, the first AP1's."""
    return [cast.application, *three(cast)]


@once
def three(cast: Cast) -> list[Application]:
    """The files but the first, and a criterion."""
    Application.objects.exclude(pk__in=[cast.application.pk, cast.foreign.pk]).delete()
    Criterion.objects.create(stop=cast.stop, code="idea", name="Idea", refusal="…")
    return others(cast, range(1, 4))


def ticked(cast: Cast, aim: str, *files: Application, code: str = "RS1", query: str = "") -> str:
    """Where a click on a button of the foot bar leads, with these files ticked."""
    sent = {"file": [file.pk for file in files], "for": aim}
    return cast.client(code).post(f"{TICKS}?at=fes{query}", sent)["Location"]


def do(cast: Cast, aim: str, *files: Application, code: str = "RS1", **sent: Any) -> Act:
    """One act on these files."""
    url = ticked(cast, aim, *files, code=code)
    done = cast.client(code).post(url, sent)
    assert done.status_code == 302, done.context["form"].errors
    return Act.objects.latest("pk")


def exported(cast: Cast, *files: Application, query: str = "", **sent: str) -> Export:
    """The file that one press on the list's button has made."""
    fields = {"file": [file.pk for file in files], "for": "export", **sent}
    page = cast.client("RS1").post(f"{TICKS}?at=fes{query}", fields, follow=True)
    export: Export = page.context["export"]
    return export


def undo(cast: Cast, act: Act, code: str = "RS1") -> list[str]:
    """Press the button of the note; what is said then."""
    answer = cast.client(code).post(f"/desk/applications/acts/{act.pk}/undoing/?at=fes")
    return [str(each) for each in get_messages(answer.wsgi_request)]


def hands() -> dict[int, int]:
    """Who looks after which file."""
    return dict(Responsible.objects.values_list("application", "person"))


def test_the_page_of_an_act_says_how_many_files_it_is_about(
    cast: Cast, files: list[Application]
) -> None:
    for aim in ("assignment", "labelling", "decision", "asking"):
        page = cast.client("RS1").get(ticked(cast, aim, *files[:3]))
        assert page.context["count"] == 3
    only = ticked(cast, "assignment", *files[:3], cast.foreign)
    assert cast.client("RS1").get(only).context["count"] == 3


def test_all_that_match_are_meant_whatever_page_they_are_on(
    cast: Cast, files: list[Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    Application.objects.filter(pk=files[0].pk).update(kind="cooperative")
    sent = {"all": "1", "for": "labelling", "file": [files[0].pk]}
    url = cast.client("RS1").post(f"{TICKS}?at=fes&kind=self_employed", sent)["Location"]
    assert cast.client("RS1").get(url).context["count"] == 3
    monkeypatch.setattr("desk.applications.ticking.MOST", 2)
    refused = cast.client("RS1").post(f"{TICKS}?at=fes", sent)
    assert refused["Location"] == f"{LIST}?"[:-1]


def test_files_are_given_to_a_colleague_and_given_back(
    cast: Cast, files: list[Application]
) -> None:
    Responsible.objects.create(application=files[0], person=cast["RS1"])
    act = do(cast, "assignment", *files[:2], person=cast["RV"].pk)
    given = hands()
    said = undo(cast, act)
    assert (given, hands(), said) == (
        {files[0].pk: cast["RV"].pk, files[1].pk: cast["RV"].pk},
        {files[0].pk: cast["RS1"].pk},
        ["Undone: 2 files are as they were."],
    )


def test_what_somebody_changed_since_stays_theirs(cast: Cast, files: list[Application]) -> None:
    act = do(cast, "assignment", *files[:2], person=cast["RV"].pk)
    Responsible.objects.filter(application=files[0]).update(person=cast["SU"])
    said = undo(cast, act)
    assert (hands(), said) == (
        {files[0].pk: cast["SU"].pk},
        [
            "Undone: 1 file is as it was.",
            "1 was changed by somebody since, and stays as it is.",
        ],
    )


def test_only_who_works_in_the_center_is_given_files(cast: Cast, files: list[Application]) -> None:
    url = ticked(cast, "assignment", files[0])
    refused = cast.client("RS1").post(url, {"person": cast["RS2"].pk})
    assert (refused.status_code, hands()) == (422, {})


def test_who_is_off_a_file_for_a_conflict_does_not_look_after_it(
    cast: Cast, files: list[Application]
) -> None:
    Recusal.objects.create(application=files[0], reader=cast["RV"], by=cast["RV"])
    act = do(cast, "assignment", *files[:2], person=cast["RV"].pk)
    assert (hands(), act.count) == ({files[1].pk: cast["RV"].pk}, 1)


def labels_of(file: Application) -> list[str]:
    """The labels on a file, by name."""
    return [label.name for label in Labelling.objects.by_file([file.pk]).get(file.pk, [])]


def test_a_label_is_put_on_taken_off_and_both_are_undone(
    cast: Cast, files: list[Application]
) -> None:
    label = Label.objects.create(center=cast.stop.center, name="Urgent")
    Labelling.objects.create(label=label, application=files[0])
    act = do(cast, "labelling", *files[:2], labels=[label.pk], name=" New  one ", colour="red")
    on = [labels_of(file) for file in files[:3]]
    undo(cast, act)
    undone = [labels_of(file) for file in files[:3]]
    off = do(cast, "labelling", *files, labels=[label.pk], off="1")
    without = labels_of(files[0])
    undo(cast, off)
    assert (on, undone, without, labels_of(files[0])) == (
        [["New one", "Urgent"], ["New one", "Urgent"], []],
        [["Urgent"], [], []],
        [],
        ["Urgent"],
    )


@pytest.mark.parametrize(("there", "typed"), [("k", "\u212a"), ("Urgent", "\u202eURGENT")])
def test_a_label_of_the_same_letters_is_taken_not_made_twice(
    cast: Cast, files: list[Application], there: str, typed: str
) -> None:
    Label.objects.create(center=cast.stop.center, name=there)
    do(cast, "labelling", files[0], name=typed)
    assert list(Labelling.objects.values_list("label__name", flat=True)) == [there]


def test_a_file_does_not_go_back_to_who_was_kept_off_it_meanwhile(
    cast: Cast, files: list[Application]
) -> None:
    do(cast, "assignment", files[0], person=cast["RV"].pk)
    act = do(cast, "assignment", files[0], person=cast["RS1"].pk)
    Recusal.objects.create(application=files[0], reader=cast["RV"], by=cast["RS1"])
    undo(cast, act)
    assert hands() == {files[0].pk: cast["RS1"].pk}


def test_a_label_that_was_taken_off_and_put_on_again_since_is_not_put_on_twice(
    cast: Cast, files: list[Application]
) -> None:
    label = Label.objects.create(center=cast.stop.center, name="Urgent")
    Labelling.objects.create(label=label, application=files[0])
    act = do(cast, "labelling", files[0], labels=[label.pk], off="1")
    Labelling.objects.create(label=label, application=files[0])
    assert (undo(cast, act), labels_of(files[0])) == (
        ["1 was changed by somebody since, and stays as it is."],
        ["Urgent"],
    )


def test_a_decision_with_one_reason_is_prepared_and_taken_back(
    cast: Cast, files: list[Application]
) -> None:
    Decision.objects.create(application=files[0], outcome="accept", by=cast["SU"])
    sent: dict[str, Any] = {"outcome": "decline", "reasons": ["idea"], "note": "Too early"}
    act = do(cast, "decision", *files[:3], **sent)
    rows = Decision.objects.order_by("-application")
    prepared = [(each.outcome, each.reasons, each.note) for each in rows]
    undo(cast, act)
    assert prepared == [("decline", ["idea"], "Too early")] * 2 + [("accept", [], "")]
    assert list(Decision.objects.values_list("application", "outcome")) == [(files[0].pk, "accept")]


@pytest.mark.parametrize("how", ["decided anew", "published"])
def test_a_decision_that_went_on_since_is_not_taken_back(
    cast: Cast, files: list[Application], how: str
) -> None:
    act = do(cast, "decision", files[0], outcome="wait")
    if how == "published":
        Decision.objects.update(published_at=timezone.now())
    else:
        Decision.objects.update(outcome="accept", version=2)
    said = undo(cast, act)
    assert (Decision.objects.count(), said) == (
        1,
        ["1 was changed by somebody since, and stays as it is."],
    )


def test_a_reviewer_prepares_no_decision(cast: Cast, files: list[Application]) -> None:
    url = ticked(cast, "decision", files[0], code="RV")
    page = cast.client("RV").get(LIST).content.decode()
    assert (cast.client("RV").get(url).status_code, 'value="decision"' in page) == (403, False)


def test_the_ticked_files_become_the_group_of_a_message(
    cast: Cast, files: list[Application]
) -> None:
    url = ticked(cast, "writing", *files[1:3])
    broadcast = Broadcast.objects.get()
    group = Choosing(broadcast.filters, at=cast.stop).narrow().order_by("pk")
    assert url == f"/desk/fes/groups/{broadcast.pk}/people/"
    assert list(group) == files[1:3]
    assert cast.client("RS1").get(url).context["filters"].errors == {}


def test_an_export_holds_the_ticked_files_or_all_that_match(
    cast: Cast, files: list[Application]
) -> None:
    kept = exported(cast, *files[:2]).filters["picked"]
    every = exported(cast, query="&kind=self_employed", all="1")
    nothing_ticked = exported(cast, query="&kind=micro")
    assert Pick.objects.get(pk=kept).files == [files[0].pk, files[1].pk]
    assert [every.filters, nothing_ticked.filters] == [
        {"stop": "fes", "kind": "self_employed"},
        {"stop": "fes", "kind": "micro"},
    ]


def test_an_export_is_begun_by_one_press_as_the_kind_of_file_taken_last(cast: Cast) -> None:
    Export.objects.all().delete()
    first = exported(cast)
    page = cast.client("RS1").get(f"/desk/exports/{first.pk}/")
    cast.client("RS1").post(page.context["other"], {"format": "csv"})
    assert (first.format, page.context["other"], exported(cast).format) == (
        "xlsx",
        "/desk/exports/new/?stop=fes",
        "csv",
    )


def test_the_words_of_an_export_stand_in_no_address(cast: Cast) -> None:
    client = cast.client("RS1")
    listed = client.post(LIST, {"q": "zzc"}, follow=True)
    url = f"{TICKS}?at=fes&{listed.context['chosen']}"
    page = client.post(url, {"for": "export"}, follow=True)
    assert (page.context["export"].filters, page.context["other"]) == (
        {"q": "zzc", "stop": "fes"},
        "",
    )


def test_the_way_back_is_shown_for_ten_seconds_and_taken_a_little_longer(
    cast: Cast, files: list[Application]
) -> None:
    act = do(cast, "assignment", files[0], person=cast["RV"].pk)
    shown = cast.client("RS1").get(f"{LIST}?act={act.pk}")
    assert (shown.context["act"], UNDO.total_seconds()) == (act, 10)
    assert 'data-passing="10"' in shown.content.decode()
    Act.objects.update(at=timezone.now() - UNDO - LATE)
    late = cast.client("RS1").get(f"{LIST}?act={act.pk}").context["act"]
    assert (late, undo(cast, act), hands()) == (
        None,
        ["It is too late to undo this: please change it by hand."],
        {files[0].pk: cast["RV"].pk},
    )


def test_an_act_is_undone_once_and_only_by_who_did_it(cast: Cast, files: list[Application]) -> None:
    act = do(cast, "assignment", files[0], person=cast["RV"].pk)
    other = cast.client("SU").post(f"/desk/applications/acts/{act.pk}/undoing/").status_code
    undo(cast, act)
    again = undo(cast, act)[-1:]
    assert (other, again) == (404, ["It is too late to undo this: please change it by hand."])


def test_nothing_ticked_leads_back_with_a_word(cast: Cast, files: list[Application]) -> None:
    url = ticked(cast, "assignment", query="&kind=micro")
    page = cast.client("RS1").get(url)
    assert (url, [str(each) for each in page.context["messages"]], len(files)) == (
        f"{LIST}?kind=micro",
        ["Please tick the files that you mean first."],
        4,
    )


def test_files_of_two_stops_are_neither_decided_nor_written_to_at_once(
    cast: Cast, files: list[Application]
) -> None:
    Membership.objects.create(user=cast["RS1"], role="manager", center=cast.elsewhere.center)
    both = (files[0], cast.foreign)
    step = cast.client("RS1").get(ticked(cast, "decision", *both))
    written = ticked(cast, "writing", *both)
    assert (step["Location"], written, Broadcast.objects.count()) == (LIST, LIST, 0)
    act = do(cast, "labelling", *both, name="Late")
    assert act.count == 1  # a label is one center's


def test_what_another_ticked_is_not_found(cast: Cast, files: list[Application]) -> None:
    ticked(cast, "assignment", files[0])
    pick = Pick.objects.get()
    assert cast.client("SU").get(f"{TICKS}{pick.pk}/assignment/").status_code == 404


@pytest.mark.parametrize(
    ("aim", "sent"),
    [
        ("assignment", {"person": "RV"}),
        ("labelling", {"name": "Urgent"}),
        ("decision", {"outcome": "accept"}),
    ],
)
def test_an_act_costs_the_same_for_one_file_and_for_three(
    cast: Cast, files: list[Application], aim: str, sent: dict[str, str]
) -> None:
    Label.objects.create(center=cast.stop.center, name="Urgent")
    values = {key: cast[value].pk if key == "person" else value for key, value in sent.items()}
    costs = []
    for chosen in (files[:1], files[1:]):
        url = ticked(cast, aim, *chosen)
        with CaptureQueriesContext(connection) as queries:
            cast.client("RS1").post(url, values)
        act = Act.objects.latest("pk")
        with CaptureQueriesContext(connection) as undone:
            undo(cast, act)
        costs.append((len(queries), len(undone)))
    assert costs[0] == costs[1]
