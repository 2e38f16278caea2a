"""The private link of a candidacy: who reads it, what may still be done, what changes nothing."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from applications.actions import confirm_place
from applications.clock import forget_drafts
from applications.mails import private_link, public_link
from applications.models import Application, ApplicationEvent, Attachment
from messaging.models import Message
from people.models import Consent, ConsentText, Participation, User
from programs.models import Stop
from tests.applications.walker import PAGES, applied, apply, key_of
from tests.cast import Cast
from tests.pdfs import PLAN


@pytest.fixture
def sent(cast: Cast) -> Application:
    return applied(cast)


def person_of(application: Application) -> User:
    assert application.applicant
    return application.applicant


def test_a_written_link_ends_in_no_sign_that_an_arabic_line_would_turn_and_opens_all_the_same(
    cast: Cast, sent: Application
) -> None:
    receipt = Message.objects.get(key=f"receipt:{sent.pk}:sms")
    assert receipt.context["link"] == f"http://127.0.0.1:8000/my/{sent.token}"
    for address in (private_link(sent), public_link(cast.stop), f"{private_link(sent)}/"):
        assert (
            cast.browser()
            .get(address.removeprefix("http://127.0.0.1:8000"), follow=True)
            .status_code
            == 200
        )


def test_a_made_up_link_finds_nothing(cast: Cast) -> None:
    assert cast.browser().get("/my/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404
    assert cast.browser().get("/my/AAAAAAAAAAAAAAAAAAAAAA/who/").status_code == 404


def test_a_cookie_that_was_tampered_with_finds_nothing(cast: Cast, sent: Application) -> None:
    browser = cast.browser()
    browser.cookies["candidacy"] = sent.token
    assert browser.get("/fes/apply/who/")["Location"] == "/fes/apply/"


def test_the_cookie_of_one_stop_opens_nothing_at_another(cast: Cast) -> None:
    browser = cast.browser()
    browser.post("/fes/apply/", {**PAGES["who"], "key": key_of(browser.get("/fes/apply/"))})
    assert browser.get("/souss/apply/who/")["Location"] == "/souss/apply/"


def test_private_pages_stay_out_of_caches_search_engines_and_titles(
    cast: Cast, sent: Application
) -> None:
    for page in ("", "receipt/", "who/", "withdrawal/"):
        answer = cast.browser().get(f"/my/{sent.token}/{page}")
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "same-origin"
        title = answer.content.decode().partition("<title>")[2].partition("</title>")[0]
        assert [
            word for word in (sent.name, str(sent.reference), sent.phone) if word in title
        ] == []


def test_a_link_scanner_changes_nothing(cast: Cast, sent: Application) -> None:
    before = Application.objects.filter(pk=sent.pk).values().get()
    for page in ("", "receipt/", "who/", "send/", "withdrawal/"):
        for _ in range(3):  # as it is drawn, as it is kept, as it was kept
            cast.browser().get(f"/my/{sent.token}/{page}")
            cast.browser().head(f"/my/{sent.token}/{page}")
    assert Application.objects.filter(pk=sent.pk).values().get() == before


def test_a_change_until_the_deadline_leads_back_and_stands_in_the_timeline(cast: Cast) -> None:
    apply(cast.browser(), cast.stop)  # here: rows that were kept have no place in its order
    sent = Application.objects.latest("pk")
    browser = cast.browser()
    answer = browser.post(f"/my/{sent.token}/where/", {"province": "MA-MEK", "locality": "حمرية"})
    assert answer["Location"] == f"/my/{sent.token}/"
    page = browser.get(answer["Location"]).content.decode()
    assert "Answers changed" in page
    sent.refresh_from_db()
    assert (sent.answers["province"], sent.answers["locality"], sent.reference) == (
        "MA-MEK",
        "حمرية",
        "FM-0003",
    )
    assert [*ApplicationEvent.objects.filter(pgh_obj=sent).values_list("state", flat=True)] == [
        "submitted",
        "submitted",
    ]


def test_a_corrected_phone_moves_the_application_to_who_answers_there(
    cast: Cast, sent: Application
) -> None:
    before = sent.applicant
    cast.browser().post(f"/my/{sent.token}/reach/", {**PAGES["reach"], "phone": "0699112255"})
    sent.refresh_from_db()
    assert (sent.phone, person_of(sent).phone) == ("+212699112255", "+212699112255")
    assert sent.applicant != before
    assert Consent.objects.live().filter(person=person_of(sent)).count() == 2
    assert Consent.objects.live().filter(person=before).count() == 0


def test_what_was_agreed_to_keeps_its_text_and_moment_when_the_name_is_corrected(
    cast: Cast, sent: Application
) -> None:
    consents = [
        *Consent.objects.filter(person=person_of(sent))
        .values_list("text", "given_at")
        .order_by("text")
    ]
    ConsentText.objects.create(purpose="processing", version=9, text="Another wording")
    cast.browser().post(f"/my/{sent.token}/who/", {**PAGES["who"], "name": "Amina"})
    sent.refresh_from_db()
    assert person_of(sent).name == "Amina"
    kept = Consent.objects.live().filter(person=person_of(sent)).order_by("text")
    assert [*kept.values_list("text", "given_at")] == consents


def test_a_corrected_phone_gets_a_new_private_link_and_the_old_one_dies(
    cast: Cast, sent: Application
) -> None:
    before, browser = sent.token, cast.browser()
    answer = browser.post(f"/my/{before}/reach/", {**PAGES["reach"], "phone": "0699112255"})
    sent.refresh_from_db()
    assert answer["Location"] == f"/my/{sent.token}/"
    assert browser.get(f"/my/{before}/").status_code == 404
    message = Message.objects.get(address="+212699112255")
    assert message.body.endswith(f"/my/{sent.token}")


def test_a_change_that_leaves_the_addresses_leaves_the_private_link(
    cast: Cast, sent: Application
) -> None:
    before = sent.token
    cast.browser().post(f"/my/{before}/reach/", {**PAGES["reach"], "whatsapp": "no"})
    sent.refresh_from_db()
    assert sent.token == before


def test_withdrawing_takes_back_what_was_agreed_to_once(cast: Cast, sent: Application) -> None:
    cast.browser().post(f"/my/{sent.token}/withdrawal/")
    assert Consent.objects.live().filter(person=sent.applicant).count() == 0
    apply(cast.browser(), cast.stop)
    cast.browser().post(f"/my/{sent.token}/withdrawal/")
    assert Consent.objects.live().filter(person=sent.applicant).count() == 2


@pytest.mark.usefixtures("sent")
def test_a_change_into_somebody_elses_application_is_refused(cast: Cast) -> None:
    apply(cast.browser(), cast.stop, who={"name": "Amina"})
    other = Application.objects.latest("pk")
    answer = cast.browser().post(f"/my/{other.token}/who/", PAGES["who"])
    assert answer.status_code == 422
    other.refresh_from_db()
    assert other.name == "Amina"


def test_after_the_deadline_nothing_changes_any_more(cast: Cast, sent: Application) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    answer = cast.browser().post(f"/my/{sent.token}/who/", {**PAGES["who"], "name": "Late"})
    assert answer["Location"] == f"/my/{sent.token}/"
    sent.refresh_from_db()
    assert sent.name == "فاطمة الزهراء العلوي"


def test_who_takes_part_reads_first_what_ends_with_their_place(
    cast: Cast, sent: Application
) -> None:
    address = f"/my/{sent.token}/withdrawal/"
    said = "Your workshops, your sessions and the doors that you opened end."
    before = said in cast.browser().get(address).content.decode()
    assert sent.applicant
    place = Participation.objects.create(stop=cast.stop, person=sent.applicant)
    Application.objects.filter(pk=sent.pk).update(participation=place)
    assert (before, said in cast.browser().get(address).content.decode()) == (False, True)


def test_withdrawing_asks_first_then_acts_and_twice_is_harmless(
    cast: Cast, sent: Application
) -> None:
    browser = cast.browser()
    assert "Yes, withdraw it" in browser.get(f"/my/{sent.token}/withdrawal/").content.decode()
    browser.post(f"/my/{sent.token}/withdrawal/")
    first = Application.objects.get(pk=sent.pk)
    browser.post(f"/my/{sent.token}/withdrawal/")
    second = Application.objects.get(pk=sent.pk)
    assert (first.state, first.withdrawn_at) == ("withdrawn", second.withdrawn_at)


def test_who_withdrew_may_apply_again(cast: Cast, sent: Application) -> None:
    cast.browser().post(f"/my/{sent.token}/withdrawal/")
    apply(cast.browser(), cast.stop)
    assert Application.objects.latest("pk").reference == "FM-0004"


def test_who_withdrew_is_offered_to_apply_again_in_the_same_browser_while_the_stop_is_open(
    cast: Cast,
) -> None:
    browser = cast.browser()
    apply(browser, cast.stop)
    sent = Application.objects.latest("pk")
    again = '<a class="button" href="/fes/apply/">'
    before = browser.get(f"/my/{sent.token}/").content.decode()
    browser.post(f"/my/{sent.token}/withdrawal/")
    after = browser.get(f"/my/{sent.token}/").content.decode()
    assert (again in before, again in after) == (False, True)
    assert browser.get("/fes/apply/").status_code == 200
    answer = browser.post("/fes/apply/", {**PAGES["who"], "key": str(sent.key)})
    assert answer["Location"].startswith("/fes/apply/")
    assert Application.objects.latest("pk").state == "draft"
    Stop.objects.filter(pk=cast.stop.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    assert again not in cast.browser().get(f"/my/{sent.token}/").content.decode()


def test_who_takes_part_and_withdraws_gives_the_place_free(cast: Cast, sent: Application) -> None:
    confirm_place(sent)
    assert cast.stop.participations.filter(person=sent.applicant).count() == 1
    cast.browser().post(f"/my/{sent.token}/withdrawal/")
    assert cast.stop.participations.filter(person=sent.applicant).count() == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"state": "prepared"}, "Applications are not open yet"),
        ({"opens_at": timezone.now() + timedelta(days=3)}, "Applications are not open yet"),
        ({"state": "closed"}, "Applications are closed"),
        ({"state": "running"}, "Applications are closed"),
        ({"state": "finished"}, "Applications are closed"),
    ],
    ids=["prepared", "to come", "closed", "running", "finished"],
)
def test_a_stop_that_is_not_open_says_so_and_takes_nothing(
    cast: Cast, change: dict[str, object], sentence: str
) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(**change)
    before = Application.objects.count()
    assert sentence in cast.browser().get("/fes/apply/").content.decode()
    cast.browser().post("/fes/apply/", PAGES["who"])
    cast.browser().post("/fes/apply/whole/", {**PAGES["who"], "page": "who"})
    assert Application.objects.count() == before


def test_a_draft_of_a_stop_that_closed_meanwhile_is_not_sent_but_kept(cast: Cast) -> None:
    browser = cast.browser()
    browser.post("/fes/apply/", {**PAGES["who"], "key": key_of(browser.get("/fes/apply/"))})
    Stop.objects.filter(pk=cast.stop.pk).update(state="closed")
    assert "Applications are closed" in browser.get("/fes/apply/reach/").content.decode()
    assert (
        "Applications are closed"
        in browser.post("/fes/apply/send/", {"consent_processing": "1"}).content.decode()
    )
    assert Application.objects.latest("pk").state == "draft"


def begun(cast: Cast) -> Application:
    browser = cast.browser()
    browser.post("/fes/apply/", {**PAGES["who"], "key": key_of(browser.get("/fes/apply/"))})
    return Application.objects.latest("pk")


def test_what_was_begun_is_deleted_by_its_person_with_its_file_after_a_question(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    draft = begun(cast)
    pdf = SimpleUploadedFile("plan.pdf", PLAN)
    cast.browser().post(f"/my/{draft.token}/activity/", {**PAGES["activity"], "document": pdf})
    stored = Attachment.objects.get(application=draft).file
    page = f"/my/{draft.token}/withdrawal/"
    assert f'href="{page}"' in cast.browser().get(f"/my/{draft.token}/").content.decode()
    assert "Yes, delete it" in cast.browser().get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert cast.browser().post(page)["Location"] == "/fes/"
    assert Application.objects.filter(pk=draft.pk).exists() is False
    assert stored.storage.exists(str(stored.name)) is False


def test_drafts_that_nobody_touched_for_sixty_days_are_forgotten(
    cast: Cast, sent: Application
) -> None:
    old, young = begun(cast), begun(cast)
    Application.objects.exclude(pk=young.pk).update(updated_at=timezone.now() - timedelta(days=61))
    before = {*Application.objects.exclude(state="draft").values_list("pk", flat=True)}
    forget_drafts()
    assert {*Application.objects.exclude(state="draft").values_list("pk", flat=True)} == before
    assert Application.objects.filter(pk__in=[old.pk, young.pk]).get() == young
    assert sent.pk in before


def test_who_was_too_late_is_told_so_and_led_to_the_private_page(cast: Cast) -> None:
    browser = cast.browser()
    browser.post("/fes/apply/", {**PAGES["who"], "key": key_of(browser.get("/fes/apply/"))})
    draft = Application.objects.latest("pk")
    Stop.objects.filter(pk=cast.stop.pk).update(state="closed")
    assert f'href="/my/{draft.token}/"' in browser.get("/fes/apply/reach/").content.decode()
    assert "It was not sent in time" in browser.get(f"/my/{draft.token}/").content.decode()
