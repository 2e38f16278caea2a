"""A published version stays; an edit makes the next one."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from applications.models import Application
from questionnaires.actions import discard, draft, mark_answered, publish
from questionnaires.compiled_forms import compiled_form, current_version
from questionnaires.models import Choice, Question, Questionnaire, Section, Version
from questionnaires.rules import FIXED_ANSWERS, faults
from tests.crew import blocked, together, wait
from tests.questionnaires.making import every_kind

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

    from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Section, Question, Choice])
def test_the_database_refuses_to_change_what_is_published(
    model: type[Section | Question | Choice],
) -> None:
    every_kind()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(code__in=["page", "text", "one"]).update(position=50)


def test_the_database_refuses_a_new_question_in_a_published_page() -> None:
    version = every_kind()
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(
            section=version.sections.get(), code="late", kind="text", label_ar="سؤال"
        )


def test_the_database_refuses_to_delete_what_was_answered() -> None:
    version = every_kind(publish=False)
    mark_answered(version.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        version.sections.all().delete()


def test_the_next_version_is_a_copy_with_all_its_texts(candidacy: Version) -> None:
    following = draft(candidacy.questionnaire)
    questions = Question.objects.order_by("section__position", "position", "pk")
    columns = (
        "code",
        "kind",
        "label_ar",
        "label_fr",
        "label_en",
        "help_text_ar",
        "shown_if",
        "required",
        "clip_ar",
    )
    offered = ("question__code", "code", "label_ar", "label_fr", "hint_fr", "icon", "weights")
    choices = Choice.objects.order_by(
        "question__section__position", "question__position", "position", "pk"
    )
    assert following.number == 2
    assert list(questions.filter(section__version=following).values_list(*columns)) == list(
        questions.filter(section__version=candidacy).values_list(*columns),
    )
    assert list(choices.filter(question__section__version=following).values_list(*offered)) == list(
        choices.filter(question__section__version=candidacy).values_list(*offered),
    )


def test_there_is_one_draft_at_a_time(candidacy: Version) -> None:
    assert draft(candidacy.questionnaire) == draft(candidacy.questionnaire)


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_a_publication_waits_for_a_change_that_is_being_made() -> None:
    version = every_kind(publish=False)
    changing, refused = threading.Event(), list[str]()

    def change() -> None:
        with transaction.atomic():
            Section.objects.filter(version=version).update(title_fr="")
            changing.set()
            wait(lambda: blocked() > 0)

    def look() -> None:
        assert changing.wait(60)
        with translation.override("en"), pytest.raises(ValidationError) as refusal:
            publish(version)
        refused.extend(refusal.value.messages)

    together([change, look])
    version.refresh_from_db()
    assert (refused, version.published_at) == (
        ["“A question” is not written in Arabic and in French."],
        None,
    )


def test_a_draft_is_in_force_once_published(cast: Cast, candidacy: Version) -> None:
    following = draft(candidacy.questionnaire)
    before = current_version("candidacy", cast.stop)
    publish(following)
    assert (before, current_version("candidacy", cast.stop)) == (candidacy, following)


def test_a_stop_with_its_own_questionnaire_is_asked_that(cast: Cast, candidacy: Version) -> None:
    own = publish(
        draft(Questionnaire.objects.create(purpose="candidacy", stop=cast.stop, name_ar="فاس"))
    )
    assert current_version("candidacy", cast.stop) == own
    assert current_version("candidacy", cast.elsewhere) == candidacy


def test_only_what_is_whole_is_published(candidacy: Version) -> None:
    following = draft(candidacy.questionnaire)
    Question.objects.filter(section__version=following, code="phone").delete()
    Question.objects.filter(section__version=following, code="name").update(
        label_fr="", label_ar="الاسم"
    )
    Question.objects.filter(section__version=following, code="gender").update(
        shown_if="stage", shown_if_values=["idea"]
    )
    with pytest.raises(ValidationError) as refusal:
        publish(following)
    assert len(refusal.value.messages) == 3


@pytest.mark.parametrize(
    ("code", "change", "sentence"),
    [
        (
            "name",
            {"required": False},
            "“name” must be required and always shown: nobody could apply without it.",
        ),
        (
            "phone",
            {"shown_if": "kind", "shown_if_values": ["micro"]},
            "“phone” must be required and always shown: nobody could apply without it.",
        ),
        (
            "gender",
            {"kind": "text"},
            "“gender” must be answered by “One choice”.",
        ),
        (
            "email",
            {"kind": "long_text"},
            "“email” must be answered by “E-mail address”.",
        ),
    ],
)
def test_what_a_candidacy_stands_on_is_not_loosened(
    candidacy: Version, code: str, change: dict[str, Any], sentence: str
) -> None:
    following = draft(candidacy.questionnaire)
    Question.objects.filter(section__version=following, code=code).update(label_en=code, **change)
    assert refusals(following) == [sentence]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (
            "kind",
            (
                "“kind” cannot offer “another”: its answers have the codes"
                " project, self_employed, micro, cooperative."
            ),
        ),
        (
            "stage",
            (
                "“stage” cannot offer “another”: its answers have the codes"
                " idea, starting, running, growing."
            ),
        ),
        ("gender", "“gender” cannot offer “another”: its answers have the codes woman, man."),
    ],
)
def test_answers_that_have_a_column_keep_their_codes(
    candidacy: Version, code: str, sentence: str
) -> None:
    following = draft(candidacy.questionnaire)
    question = Question.objects.get(section__version=following, code=code)
    Question.objects.filter(pk=question.pk).update(label_en=code)
    Choice.objects.create(question=question, code="another", label_ar="آخر", label_fr="Autre")
    assert refusals(following) == [sentence]


def test_the_fixed_answers_are_those_of_a_candidacy() -> None:
    known = {"kind": Application.Kind, "stage": Application.Stage, "gender": Application.Gender}
    assert {code: tuple(choices.values) for code, choices in known.items()} == FIXED_ANSWERS


def refusals(version: Version) -> list[str]:
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        publish(version)
    return list(refusal.value.messages)


def test_an_earlier_paper_stays_as_it_was(candidacy: Version) -> None:
    before = compiled_form(candidacy.pk, "fr").page("who").render({})
    following = draft(candidacy.questionnaire)
    Question.objects.filter(section__version=following, code="name").update(
        label_fr="Votre nom complet"
    )
    publish(following)
    after = compiled_form(candidacy.pk, "fr").page("who").render({})
    assert before == after
    assert compiled_form(following.pk, "fr").page("who").render({}).count("Votre nom complet") == 2


def test_a_draft_is_not_kept_in_memory(candidacy: Version) -> None:
    following = draft(candidacy.questionnaire)
    compiled_form(following.pk, "fr")
    Question.objects.filter(section__version=following, code="name").update(
        label_fr="Encore autre chose"
    )
    assert compiled_form(following.pk, "fr").page("who").questions[1].label == "Encore autre chose"


def test_marking_as_answered_costs_one_statement_once(
    candidacy: Version,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True), django_assert_num_queries(1):
        mark_answered(candidacy.pk)
    with django_assert_num_queries(0):
        mark_answered(candidacy.pk)
    candidacy.refresh_from_db()
    assert candidacy.answered


def test_a_published_version_is_not_thrown_away(candidacy: Version) -> None:
    with pytest.raises(ValidationError):
        discard(candidacy)


def test_a_recording_is_heard_once_its_question_is_published() -> None:
    version = every_kind(publish=False)
    question = Question.objects.get(section__version=version, code="text")
    question.clip_fr.save("q.mp3", ContentFile(b"sound"))
    address = reverse("questionnaires:clip", args=[question.pk, "fr"])
    before = Client().get(address).status_code
    publish_anyway(version)
    heard = Client().get(address)
    assert (before, heard.status_code, heard["Content-Type"], heard.getvalue()) == (
        404,
        200,
        "audio/mpeg",
        b"sound",
    )
    assert Client().get(reverse("questionnaires:clip", args=[question.pk, "ar"])).status_code == 404
    assert compiled_form(version.pk, "fr").pages[0].render({}).count(f'data-clip="{address}"') == 1


def publish_anyway(version: Version) -> None:
    Version.objects.filter(pk=version.pk).update(published_at="2026-11-01T00:00Z")


@pytest.mark.parametrize(
    "code", ["send", "offline", "whole", "another", "same-phone", "receipt", "withdrawal", "files"]
)
def test_a_page_of_a_candidacy_takes_no_address_of_the_form(candidacy: Version, code: str) -> None:
    following = draft(candidacy.questionnaire)
    page = following.sections.order_by("pk")[0]
    page.code = code
    page.save()
    with translation.override("en"):
        assert faults(following) == [
            f"The page “{page}” cannot have the code “{code}”: it is an address of the form."
        ]
