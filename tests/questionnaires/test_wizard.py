"""The wizard on its own, with a small form of a visit: neither a candidacy nor a diagnosis."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.test import override_settings
from django.utils import timezone

from core.files import SafeFile
from questionnaires.compiled_forms import compiled_form
from questionnaires.models import Question, Questionnaire, Section, Version
from questionnaires.wizard import Wizard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpRequest
    from django.test import RequestFactory

    from questionnaires.page_results import PageResult

pytestmark = pytest.mark.django_db
TEMPLATE = """{{ number }}/{{ wizard.total }}{% if is_last %} last{% endif %} back={{ back }}
{% for code, label, sentences in wrong %}\
({{ code }}|{{ label }}|{{ sentences|join:" " }}){% endfor %}{{ fields }}"""
FORM: dict[str, list[dict[str, Any]]] = {
    "visit": [
        {"code": "came", "kind": "yes_no", "required": True},
        {"code": "guests", "kind": "integer", "shown_if": "came", "shown_if_values": ["yes"]},
    ],
    "stay": [
        {
            "code": "nights",
            "kind": "integer",
            "required": True,
            "shown_if": "came",
            "shown_if_values": ["yes"],
        }
    ],
    "end": [
        {"code": "words", "kind": "text", "required": True},
        {"code": "photo", "kind": "file", "required": False},
    ],
}


@dataclass(slots=True, kw_only=True)
class VisitWizard(Wizard):
    """Keeps answers in memory. `shut` refuses everything."""

    kept: dict[str, Any] = field(default_factory=dict)
    shut: str = ""
    template: ClassVar[str] = "visit.html"

    @property
    def answers(self) -> Mapping[str, Any]:
        return self.kept

    def make_safe(self, upload: Any) -> SafeFile:
        if not upload.name.endswith(".jpg"):
            raise ValidationError("Only a photo.")
        return SafeFile(ContentFile(upload.read(), "random.jpg"), upload.name, "image/jpeg")

    def keep(self, request: HttpRequest, result: PageResult) -> None:  # noqa: ARG002  a hook
        if self.shut:
            raise ValidationError("Shut.", code=self.shut)
        merged = {**self.kept, **result.answers, **dict.fromkeys(result.files, 7)}
        self.kept = {code: answer for code, answer in merged.items() if answer is not None}

    def refused(self, request: HttpRequest, refusal: ValidationError) -> HttpResponse | None:  # noqa: ARG002  a hook
        return redirect("/shut/") if refusal.code == "gone" else None


class ClosingWizard(VisitWizard):
    """The same with a page behind all questions."""

    closing: ClassVar[str] = "send"


@pytest.fixture
def version() -> Version:
    questionnaire = Questionnaire.objects.create(
        purpose="feedback", name_ar="زيارة", name_fr="Visite"
    )
    made = Version.objects.create(questionnaire=questionnaire, number=1)
    for place, (code, questions) in enumerate(FORM.items()):
        page = Section.objects.create(
            version=made, code=code, title_ar=code, title_fr=code, position=place
        )
        for position, values in enumerate(questions):
            label = values["code"].title()
            Question.objects.create(
                section=page, position=position, label_ar=label, label_fr=label, **values
            )
    Version.objects.filter(pk=made.pk).update(published_at=timezone.now())
    return made


@pytest.fixture
def wizard(version: Version) -> VisitWizard:
    return VisitWizard(form=compiled_form(version.pk, "fr"), home="/visit/")


@pytest.fixture
def closing(version: Version) -> ClosingWizard:
    return ClosingWizard(form=compiled_form(version.pk, "fr"), home="/visit/")


@pytest.fixture
def drawn(wizard: VisitWizard) -> Iterator[None]:
    """The template of a page beside those of the house."""
    assert wizard.form.pages
    engines: list[dict[str, Any]] = copy.deepcopy(settings.TEMPLATES)
    engines[0] |= {"APP_DIRS": False}
    engines[0]["OPTIONS"]["loaders"] = [
        ("django.template.loaders.locmem.Loader", {"visit.html": TEMPLATE}),
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    with override_settings(TEMPLATES=engines):
        yield


def post(rf: RequestFactory, wizard: Wizard, code: str, **data: Any) -> tuple[int, str]:
    """Send a page: the status, and where it leads or what it shows."""
    response = wizard.answer(rf.post(f"/visit/{code}/", data), wizard.page(code))
    return response.status_code, response.get("Location", response.content.decode())


def typed_in(page: str, code: str) -> list[str]:
    """What stands in the field of a question."""
    return re.findall(rf'<input[^>]*name="{code}"[^>]*value="([^"]*)"', page)


def test_only_pages_on_which_this_person_is_asked_something_are_walked_through(
    wizard: VisitWizard,
) -> None:
    ways = []
    for kept in ({}, {"came": True}, {"came": False}):
        wizard.kept = kept
        ways.append(([page.code for page in wizard.pages], wizard.total))
    assert ways == [(["visit", "end"], 2), (["visit", "stay", "end"], 3), (["visit", "end"], 2)]


def test_each_page_has_one_before_and_one_after_it(wizard: VisitWizard) -> None:
    wizard.kept = {"came": True}
    around = [
        (wizard.number(page), wizard.before(wizard.number(page)), wizard.after(page))
        for page in wizard.pages
    ]
    assert around == [
        (1, "/visit/", "/visit/stay/"),
        (2, "/visit/visit/", "/visit/end/"),
        (3, "/visit/stay/", ""),
    ]


def test_a_closing_page_follows_all_questions(closing: ClosingWizard) -> None:
    assert (closing.total, closing.after(closing.page("end")), closing.before(closing.total)) == (
        3,
        "/visit/send/",
        "/visit/end/",
    )


@pytest.mark.parametrize("code", ["stay", "send", "made-up", ""])
def test_a_page_that_is_made_up_or_not_asked_is_not_there(wizard: VisitWizard, code: str) -> None:
    with pytest.raises(Http404):
        wizard.page(code)


@pytest.mark.parametrize(
    ("kept", "goes_on", "unanswered"),
    [
        ({}, "visit", ["visit", "stay", "end"]),
        ({"came": True}, "stay", ["stay", "end"]),
        ({"came": True, "nights": 2}, "end", ["end"]),
        ({"came": True, "words": "Merci"}, "stay", ["stay"]),
        ({"came": True, "nights": 2, "words": "Merci"}, "end", []),
    ],
)
def test_one_goes_on_where_something_is_missing_else_at_the_end(
    wizard: VisitWizard, kept: dict[str, Any], goes_on: str, unanswered: list[str]
) -> None:
    wizard.kept = kept
    assert (wizard.resumption(), [page.code for page in wizard.unanswered]) == (
        f"/visit/{goes_on}/",
        unanswered,
    )


def test_when_nothing_is_missing_one_goes_on_at_the_closing_page(closing: ClosingWizard) -> None:
    closing.kept = {"came": True, "nights": 2, "words": "Merci"}
    assert closing.resumption() == "/visit/send/"


def test_a_page_is_kept_and_leads_to_the_next_one_that_its_answers_ask_for(
    rf: RequestFactory, wizard: VisitWizard
) -> None:
    steps = [
        post(rf, wizard, "visit", came="no"),
        post(rf, wizard, "visit", came="yes", guests="3"),
        post(rf, wizard, "stay", nights="2"),
        post(rf, wizard, "end", words="Merci"),
    ]
    assert steps == [
        (302, "/visit/end/"),
        (302, "/visit/stay/"),
        (302, "/visit/end/"),
        (302, "/visit/"),
    ]
    assert wizard.kept == {"came": True, "guests": 3, "nights": 2, "words": "Merci"}


@pytest.mark.usefixtures("drawn")
def test_what_is_wrong_stays_typed_beside_its_question_and_what_is_right_is_kept(
    rf: RequestFactory, wizard: VisitWizard
) -> None:
    wizard.kept = {"came": False, "guests": 1}
    status, page = post(rf, wizard, "visit", came="yes", guests="many")
    wrong = re.findall(r"\((\w*)\|(\w*)\|[^)]+\)", page)
    assert (status, wrong, typed_in(page, "guests")) == (422, [("guests", "Guests")], ["many"])
    assert wizard.kept == {"came": True, "guests": 1}


@pytest.mark.usefixtures("drawn")
def test_a_page_is_drawn_with_its_place_and_what_was_answered(
    rf: RequestFactory, wizard: VisitWizard
) -> None:
    wizard.kept = {"came": False, "words": "Merci"}
    response = wizard.answer(rf.get("/visit/end/"), wizard.page("end"))
    page = response.content.decode()
    assert (response.status_code, page.splitlines()[0], typed_in(page, "words")) == (
        200,
        "2/2 last back=/visit/visit/",
        ["Merci"],
    )


def test_an_emptied_answer_goes(rf: RequestFactory, wizard: VisitWizard) -> None:
    wizard.kept = {"came": True, "guests": 3}
    post(rf, wizard, "visit", came="yes", guests="")
    assert wizard.kept == {"came": True}


def test_answers_on_other_pages_go_when_they_have_become_pointless(
    rf: RequestFactory, wizard: VisitWizard
) -> None:
    wizard.kept = {"came": True, "guests": 3, "nights": 2, "words": "Merci"}
    post(rf, wizard, "visit", came="no")
    assert wizard.kept == {"came": False, "words": "Merci"}


@pytest.mark.usefixtures("drawn")
def test_nothing_on_other_pages_goes_while_something_has_to_be_put_right(
    rf: RequestFactory, wizard: VisitWizard
) -> None:
    wizard.kept = {"came": True, "nights": 2, "words": "Merci"}
    status, _page = post(rf, wizard, "visit", came="perhaps")
    assert (status, wizard.kept) == (422, {"came": True, "nights": 2, "words": "Merci"})


@pytest.mark.usefixtures("drawn")
def test_a_file_is_refused_beside_its_question_and_the_rest_is_kept(
    rf: RequestFactory, wizard: VisitWizard
) -> None:
    status, page = post(
        rf, wizard, "end", words="Merci", photo=SimpleUploadedFile("notes.txt", b"x")
    )
    assert (status, "(photo|Photo" in page, "Only a photo.)" in page) == (422, True, True)
    assert wizard.kept == {"words": "Merci"}


def test_a_file_that_is_safe_is_kept(rf: RequestFactory, wizard: VisitWizard) -> None:
    post(rf, wizard, "end", words="Merci", photo=SimpleUploadedFile("us.jpg", b"x"))
    assert wizard.kept == {"words": "Merci", "photo": 7}


@pytest.mark.usefixtures("drawn")
def test_a_refusal_stands_over_the_page_with_everything_that_was_typed(
    rf: RequestFactory, wizard: VisitWizard
) -> None:
    wizard.shut = "hurry"
    status, page = post(rf, wizard, "visit", came="yes", guests="3")
    assert (status, "(||Shut.)" in page, typed_in(page, "guests"), wizard.kept) == (
        422,
        True,
        ["3"],
        {},
    )


def test_a_refusal_may_lead_elsewhere(rf: RequestFactory, wizard: VisitWizard) -> None:
    wizard.shut = "gone"
    assert post(rf, wizard, "visit", came="yes") == (302, "/shut/")


def test_all_pages_sent_at_once_stand_on_each_other(wizard: VisitWizard) -> None:
    wizard.kept = {"came": False, "words": "Merci"}
    data = QueryDict("came=yes&guests=many&nights=2&words=")
    results = wizard.read_all_pages(wizard.form.pages, data)
    assert {code: (result.answers, [*result.errors]) for code, result in results.items()} == {
        "visit": ({"came": True}, ["guests"]),
        "stay": ({"nights": 2}, []),
        "end": ({}, ["words"]),
    }


def test_of_all_pages_those_that_did_not_come_lose_nothing(wizard: VisitWizard) -> None:
    wizard.kept = {"came": True, "nights": 2}
    results = wizard.read_all_pages([wizard.page("visit")], QueryDict("came=no"))
    assert {code: result.answers for code, result in results.items()} == {
        "visit": {"came": False, "guests": None}
    }


def test_one_page_holds_every_question_that_concerns_this_person(wizard: VisitWizard) -> None:
    wizard.kept = {"came": True, "nights": 2}
    drawn = wizard.one_page()
    assert [(page.code, typed_in(fields, "nights")) for page, fields in drawn] == [
        ("visit", []),
        ("stay", ["2"]),
        ("end", []),
    ]


def test_one_page_takes_no_answer_away_and_says_what_is_wrong_or_missing(
    wizard: VisitWizard,
) -> None:
    wizard.kept = {"came": True, "nights": 2}
    result = wizard.read_one_page(QueryDict("came=yes&guests=many&nights="))
    assert (result.answers, [*result.errors]) == ({"came": True}, ["guests", "nights", "words"])
    assert [code for code, _label, _sentences in wizard.wrong(result.without_missing())] == [
        "guests"
    ]


def test_what_was_typed_on_one_page_stays_typed(wizard: VisitWizard) -> None:
    wizard.kept = {"came": True}
    result = wizard.read_one_page(QueryDict("came=yes&guests=many&nights=3"))
    fields = {page.code: drawn for page, drawn in wizard.one_page(result)}
    assert (typed_in(fields["visit"], "guests"), typed_in(fields["stay"], "nights")) == (
        ["many"],
        ["3"],
    )
