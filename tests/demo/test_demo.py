"""The demonstration, read as a visitor reads it: off its pages."""

import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from io import StringIO

import phonenumbers
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from applications.models import Application
from coaching.booking.queue import offer_what_is_free
from coaching.models import Booking, Expert, Request, Slot, Step
from messaging.models import Message, OptOut, Preference, Thread
from microlabs.demo.crowd import crowd
from needs.models import Diagnosis, Need
from people.models import Participation, User
from people.phones import to_e164
from programs.models import Stop
from questionnaires.compiled_forms import compiled_form
from reporting import counts, release
from reporting.models import Cell
from selection.gauges import gauges
from selection.models import Appeal, Criterion, Decision, InformationRequest, PreScore, Review
from tests import kept
from tests.demo.loading import loaded

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


class Tables(HTMLParser):
    """Collects the cells of the tables of a page, by caption."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self._rows: list[list[str]] = []
        self._text: list[str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  Django calls it so
        if tag in {"caption", "td", "th"}:
            self._text = []
        if tag == "tr":
            self._rows.append([])

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._text is None or tag not in {"caption", "td", "th"}:
            return
        text = " ".join("".join(self._text).split())
        self._text = None
        if tag == "caption":
            self._rows = self.tables[text] = []
        else:
            self._rows[-1].append(text)


def read(language: str) -> dict[str, list[list[str]]]:
    page = Client().get("/fes-meknes/figures/", {"lang": language}).content.decode()
    return Tables(page).tables


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("language", "caption", "lines"),
    [
        (
            "ar",
            "الأنشطة",
            ["تجارة", "نسيج وخياطة", "حلاقة وتجميل", "كهرباء وسباكة وبناء", "معلوميات ورقمنة"],
        ),
        (
            "fr",
            "Activités",
            [
                "Commerce",
                "Textile et couture",
                "Coiffure et esthétique",
                "Informatique et numérique",
                "Électricité, plomberie, bâtiment",
            ],
        ),
        (
            "en",
            "Activities",
            [
                "Trade",
                "Textile and sewing",
                "Hairdressing and beauty",
                "Electricity, plumbing, building",
                "IT and digital",
            ],
        ),
    ],
)
def test_the_published_shares_stand_on_the_page(
    language: str, caption: str, lines: list[str]
) -> None:
    numbers = [("84", "23,3%"), ("30", "8,3%"), ("28", "7,8%"), ("22", "6,1%"), ("22", "6,1%")]
    expected = [[line, count, share] for line, (count, share) in zip(lines, numbers, strict=True)]
    if language == "en":
        expected = [[line, count, share.replace(",", ".")] for line, count, share in expected]
    if language == "fr":
        expected = [[line, count, share.replace("%", " %")] for line, count, share in expected]
    assert sorted(read(language)[caption][1:6]) == sorted(expected)


@pytest.mark.usefixtures("demo")
def test_the_shares_of_every_table_add_up_to_a_hundred() -> None:
    sums = {
        caption: sum(round(10 * float(row[-1].rstrip("%"))) for row in rows[1:])
        for caption, rows in read("en").items()
    }
    assert (len(sums), set(sums.values())) == (7, {1000})


@pytest.mark.usefixtures("demo")
def test_the_page_says_where_people_come_from_without_naming_a_small_place() -> None:
    assert read("fr")["Provinces et préfectures"][1:] == [
        ["Fès", "330", "66,0 %"],
        ["Meknès", "158", "31,6 %"],
        ["Taza", "5", "1,0 %"],
        ["Autres provinces", "7", "1,4 %"],
    ]


@pytest.mark.usefixtures("demo")
def test_the_page_says_500_applications_and_360_participants_in_a_small_page() -> None:
    client = Client()
    client.get("/fes-meknes/")  # the first page brings the stylesheet
    answer = client.get("/fes-meknes/figures/?lang=ar")
    headlines = re.findall(r"<div[^>]*><b><bdi>(\d+)</bdi></b>(.*?)</div>", answer.content.decode())
    assert headlines == [("500", "طلب ترشيح"), ("360", "مستفيدا")]
    assert len(answer.content) <= 14 * 1024


@pytest.mark.usefixtures("demo")
def test_the_stop_takes_applications_and_two_further_stops_are_prepared() -> None:
    assert [
        (stop.slug, stop.state, stop.takes_applications)
        for stop in Stop.objects.order_by("opens_at")
    ] == [
        ("fes-meknes", "open", True),
        ("souss-massa", "prepared", False),
        ("tanger-tetouan-al-hoceima", "prepared", False),
    ]


@pytest.mark.usefixtures("demo")
def test_references_follow_the_order_of_arrival() -> None:
    references = list(
        Application.objects.order_by("submitted_at", "pk").values_list("reference", flat=True)
    )
    assert references == [f"FM-{number:04}" for number in range(1, 501)]
    assert Stop.objects.get(slug="fes-meknes").last_number == 500


@pytest.mark.usefixtures("demo")
def test_every_application_answers_its_whole_questionnaire() -> None:
    faults = []
    for application in Application.objects.all():
        read_in = compiled_form(application.version_id, application.language)
        if (
            read_in.missing(application.answers)
            or read_in.settled(application.answers) != application.answers
        ):
            faults.append((application.reference, read_in.missing(application.answers)))
    assert faults == []


@pytest.mark.usefixtures("demo")
def test_who_takes_part_was_confirmed() -> None:
    assert Counter(Application.objects.values_list("state", flat=True)) == {
        "confirmed": 360,
        "submitted": 122,
        "accepted": 5,
        "waiting": 6,
        "declined": 7,
    }
    assert Participation.objects.count() == 360


@pytest.mark.usefixtures("demo")
def test_a_receipt_waits_in_the_mailbox_as_sent() -> None:
    receipts = Message.objects.filter(key__startswith="receipt:")
    assert set(receipts.values_list("state", flat=True)) == {"sent"}


@pytest.mark.usefixtures("demo")
def test_nothing_was_sent_later_than_now_also_when_it_is_shown_at_night() -> None:
    assert Message.objects.filter(sent_at__gt=timezone.now()).count() == 0


@pytest.mark.usefixtures("demo")
def test_the_summary_of_the_morning_says_what_it_counts() -> None:
    body = Message.objects.get(key__startswith="demo:digest:").body
    lines = body.splitlines()
    assert lines[2:4] == ["محطة جهة فاس - مكناس", "6 رسائل للإرسال يدويا"]


@pytest.mark.usefixtures("demo")
def test_the_desk_has_something_to_do() -> None:
    states = Counter(
        Message.objects.filter(key__startswith="demo:").values_list("channel", "state")
    )
    assert states == {
        ("by_hand", "new"): 5,
        ("by_hand", "prepared"): 1,
        ("sms", "parked"): 1,
        ("sms", "failed"): 1,
        ("sms", "delivered"): 1,
        ("sms", "new"): 1,
        ("email", "sent"): 1,
    }
    assert (Preference.objects.count(), OptOut.objects.count()) == (3, 1)


@pytest.mark.usefixtures("demo")
def test_the_partner_reads_figures_of_its_themes() -> None:
    client = Client()
    client.force_login(User.objects.get(email__startswith="partenaire@"))
    themes = client.get("/partner/").context["themes"]
    assert [theme.code for theme, _tables in themes] == ["financing"]
    assert any(table.is_shown for _theme, tables in themes for table in tables)


def test_the_demonstration_is_loaded_once(demo: str) -> None:
    output = StringIO()
    call_command("demo", stdout=output)
    assert demo.startswith("500 applications at fes-meknes, in ")
    assert (output.getvalue(), Application.objects.count()) == (
        "The demonstration is already there.\n",
        500,
    )


@pytest.mark.usefixtures("demo")
def test_its_rows_are_brought_as_they_were_loaded() -> None:
    there = loaded().there
    assert kept.counted(there) == there


@pytest.mark.usefixtures("demo")
def test_it_is_taken_out_and_loaded_anew_the_same() -> None:
    columns = ("reference", "name", "phone", "answers", "state", "submitted_at")
    before = list(Application.objects.order_by("reference").values_list(*columns))
    cells = Cell.objects.count()
    call_command("demo", "--again", stdout=StringIO())
    assert Cell.objects.count() == cells > 0
    assert list(Application.objects.order_by("reference").values_list(*columns)) == before
    assert (Application.objects.count(), Review.objects.count(), Appeal.objects.count()) == (
        500,
        131,
        1,
    )


def test_the_same_day_gives_the_same_crowd() -> None:
    assert crowd(TODAY, 40) == crowd(TODAY, 40)


def test_no_telephone_of_the_crowd_can_ring() -> None:
    phones = {applicant.answers["phone"] for applicant in crowd(TODAY, 40)}
    assert [
        phone for phone in phones if phonenumbers.is_valid_number(phonenumbers.parse(phone))
    ] == []
    assert {to_e164(phone) for phone in phones} == phones


def test_nobody_of_the_crowd_applies_before_the_window_or_in_the_future() -> None:
    days = {applicant.sent_at.date() for applicant in crowd(TODAY, 40)}
    assert (min(days) >= date(2026, 10, 14), max(days) < TODAY) == (True, True)


@pytest.mark.usefixtures("demo")
def test_a_new_application_leaves_the_public_figures_alone_and_moves_those_of_the_staff() -> None:
    stop = Stop.objects.get(slug="fes-meknes")
    last = Application.objects.filter(stop=stop, participation=None).latest("submitted_at")
    last.pk, last.reference, last.token, last.name_key = None, "FM-0501", "t", "somebody else"
    last.key = "00000000-0000-4000-8000-000000000501"
    last.submitted_at = timezone.now()
    last.save()
    counts.build()
    release.renew()
    assert list(
        stop.published.filter(breakdown="total").values_list("count", flat=True).order_by("-count")
    ) == [
        500,
        360,
    ]
    assert stop.counts.get(breakdown="total", population="applications").count == 501


@pytest.mark.usefixtures("demo")
def test_one_conversation_is_of_an_unknown_number_and_five_are_somebody_s() -> None:
    owners = [
        (each.stop_id is not None, each.person_id is not None) for each in Thread.objects.all()
    ]
    assert Counter(owners) == {(True, True): 5, (False, False): 1}


@pytest.mark.usefixtures("demo")
def test_a_center_is_found_in_the_midst_of_its_week() -> None:
    stop = Stop.objects.get(slug="fes-meknes")
    seen = gauges(stop)
    assert Counter(Decision.objects.prepared().values_list("outcome", flat=True)) == {
        "accept": 10,
        "wait": 4,
        "decline": 5,
    }
    assert (Criterion.objects.count() > 0, PreScore.objects.count()) == (True, 140)
    assert (Review.objects.given().count(), Review.objects.filter(slot=2).count()) == (93, 9)
    assert (
        InformationRequest.objects.asked().count(),
        InformationRequest.objects.returned().count(),
    ) == (2, 1)
    assert (Appeal.objects.get().application.state, seen.seated, len(seen.targets)) == (
        "declined",
        365,
        4,
    )
    assert seen.over == 0
    taking_part = Application.objects.filter(stop=stop, state="confirmed")
    assert taking_part.filter(decision__outcome="accept").count() == taking_part.count() > 0
    assert (
        Diagnosis.objects.finished().count(),
        Diagnosis.objects.filter(finished_at=None).count(),
    ) == (60, 2)
    assert Need.objects.filter(level__lt=50).count() == 0 < Need.objects.count()
    waiting = Application.objects.filter(state="waiting").order_by("rank")
    assert list(waiting.values_list("rank", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.usefixtures("demo")
def test_experts_have_hours_sessions_reports_steps_and_people_who_wait() -> None:
    states = Counter(Booking.objects.values_list("state", flat=True))
    waits = Request.objects.filter(state="waiting")
    assert Counter(Expert.objects.values_list("state", flat=True)) == {"active": 3, "asked": 2}
    assert (states["booked"], states["held"], waits.count()) == (14 + 3, 24, 4)
    assert Booking.objects.filter(state="held", report=None).count() == 0
    assert (Slot.objects.free().coming().count() > 20, Step.objects.open().count() > 0) == (
        True,
        True,
    )
    assert Booking.objects.filter(state="booked").exclude(slot__taken=1).count() == 0
    over = Booking.objects.filter(state="held")
    coming = Booking.objects.filter(slot__in=Slot.objects.coming(), state="booked")
    known = coming.filter(participation__in=over.values("participation"))
    asked = coming.filter(
        participation__in=Diagnosis.objects.finished().values("application__participation")
    )
    assert (known.count(), asked.count(), coming.exclude(words="").count() > 0) == (6, 13, True)
    begun = Stop.objects.get(slug="fes-meknes").starts_on
    first = min(timezone.localdate(each) for each in over.values_list("starts_at", flat=True))
    assert begun <= first


@pytest.mark.usefixtures("demo")
def test_whoever_wishes_for_a_woman_in_the_demonstration_is_one() -> None:
    wishes = Request.objects.filter(woman=True)
    women = wishes.values_list("participation__application__gender", flat=True)
    assert {*women} == {"woman"}


@pytest.mark.usefixtures("demo")
def test_nobody_of_the_demonstration_is_offered_what_they_do_not_wish() -> None:
    before = list(Request.objects.values_list("pk", "state"))
    offer_what_is_free()
    assert list(Request.objects.values_list("pk", "state")) == before
