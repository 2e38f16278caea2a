"""A text that was written anew is asked again, kindly, of those who agreed to the one before."""

import pytest

from applications.models import Application
from people.actions import withdraw_consents
from people.models import Consent, ConsentText
from tests.applications.walker import applied
from tests.cast import Cast

ASKED = "A text that you agreed to has been written anew"


@pytest.fixture
def sent(cast: Cast) -> Application:
    return applied(cast)


def write_anew(purpose: str) -> ConsentText:
    last = ConsentText.in_force()[purpose]
    return ConsentText.objects.create(
        purpose=purpose,
        version=last.version + 1,
        text_ar="ZZ anew",
        text_fr="ZZ anew",
        text_en="ZZ anew",
    )


def page(cast: Cast, application: Application) -> str:
    return cast.browser().get(f"/my/{application.token}/?lang=en").content.decode()


def live(application: Application) -> list[tuple[str, int]]:
    rows = Consent.objects.live().filter(person=application.applicant, stop=application.stop)
    return list(
        rows.order_by("text__purpose", "text__version").values_list(
            "text__purpose", "text__version"
        )
    )


def test_who_agreed_to_the_text_before_is_asked_once_on_their_page(
    cast: Cast, sent: Application
) -> None:
    before = ASKED in page(cast, sent)
    anew = write_anew("processing")
    asked = page(cast, sent)
    answer = cast.browser().post(
        f"/my/{sent.token}/agreement/", {"consent_processing": str(anew.version)}
    )
    assert answer.headers["Location"] == f"/my/{sent.token}/"
    assert (before, ASKED in asked, "ZZ anew" in asked, ASKED in page(cast, sent)) == (
        False,
        True,
        True,
        False,
    )
    assert [row for row in live(sent) if row[0] == "processing"] == [
        ("processing", anew.version - 1),
        ("processing", anew.version),
    ]


def test_what_is_not_ticked_loses_nothing_and_is_asked_at_the_next_visit(
    cast: Cast, sent: Application
) -> None:
    write_anew("processing")
    before = live(sent)
    answer = cast.browser().post(f"/my/{sent.token}/agreement/")
    sent.refresh_from_db()
    assert answer.headers["Location"] == f"/my/{sent.token}/#id_consents"
    assert (sent.state, live(sent), ASKED in page(cast, sent)) == ("submitted", before, True)


def test_a_text_that_was_read_before_a_newer_one_is_not_agreed_to(
    cast: Cast, sent: Application
) -> None:
    read = write_anew("processing")
    newest = write_anew("processing")
    cast.browser().post(f"/my/{sent.token}/agreement/", {"consent_processing": str(read.version)})
    versions = [version for purpose, version in live(sent) if purpose == "processing"]
    assert versions == [newest.version - 2]


@pytest.mark.parametrize("purpose", ["reminders", "sharing"])
def test_who_did_not_agree_or_took_it_back_is_not_asked(
    cast: Cast, sent: Application, purpose: str
) -> None:
    assert sent.applicant
    withdraw_consents(sent.applicant, stop=sent.stop, purposes=[purpose])
    anew = write_anew(purpose)
    cast.browser().post(f"/my/{sent.token}/agreement/", {f"consent_{purpose}": str(anew.version)})
    kept = [row for row in live(sent) if row[0] == purpose]
    assert (ASKED in page(cast, sent), kept) == (False, [])


def test_the_first_page_of_who_is_signed_in_says_so_too(cast: Cast) -> None:
    Consent.objects.create(
        person=cast["AP1"], stop=cast.stop, text=ConsentText.in_force()["processing"]
    )
    said = "has been written anew: please read it."
    before = cast.client("AP1").get("/my/?lang=en").content.decode()
    write_anew("processing")
    after = cast.client("AP1").get("/my/?lang=en").content.decode()
    assert (said in before, said in after) == (False, True)
