"""What is kept of a candidacy: by one at a time, with its files, for those whom it concerns."""

import re
from functools import partial
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from pytest_django.live_server_helper import LiveServer

from applications.actions import begin, confirm_place, discard, keep, remove_file, submit
from applications.files import SafeFile
from applications.models import Application
from messaging.models import Message
from programs.models import Stop
from tests.applications.test_candidacy_actions import ANSWERS, CONSENT, at_once
from tests.applications.walker import AGREED
from tests.cast import Cast, gather


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_ten_answers_kept_at_once_are_all_kept() -> None:
    draft = begin(stop=gather().stop, language="ar")

    def answer(number: int) -> object:
        return keep(
            Application.objects.with_stop().get(pk=draft.pk), answers={f"q{number}": number}
        )

    at_once(answer, 10)
    draft.refresh_from_db()
    assert draft.answers == {f"q{number}": number for number in range(10)}


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_for_one_question_leave_one() -> None:
    draft = begin(stop=gather().stop, language="ar")

    def send_file(number: int) -> object:
        file = SafeFile(
            ContentFile(b"%PDF-1.4", f"{uuid4().hex}.pdf"), f"{number}.pdf", "application/pdf"
        )
        return keep(
            Application.objects.with_stop().get(pk=draft.pk), answers={}, files={"document": file}
        )

    at_once(send_file, 4)
    draft.refresh_from_db()
    assert [*draft.attachments.values_list("pk", flat=True)] == [draft.answers["document"]]


def test_a_stale_copy_of_what_was_sent_meanwhile_is_corrected_as_sent(cast: Cast) -> None:
    stale = keep(begin(stop=cast.stop, language="ar"), answers=ANSWERS)
    submit(Application.objects.get(pk=stale.pk), consents=CONSENT)
    keep(stale, answers={"name": "Another"})
    assert str(Application.objects.get(pk=stale.pk).applicant) == "Another"


def test_a_draft_that_was_forgotten_meanwhile_is_refused_in_words(cast: Cast) -> None:
    stale = keep(begin(stop=cast.stop, language="ar"), answers=ANSWERS)
    discard(Application.objects.get(pk=stale.pk))
    acts = (
        partial(keep, stale, answers={"name": "Another"}),
        partial(remove_file, stale, question="document"),
        partial(submit, stale, consents=CONSENT),
    )
    codes = []
    for act in acts:
        with pytest.raises(ValidationError) as refusal:
            act()
        codes.append(refusal.value.code)
    assert codes == ["decided"] * 3


def test_a_file_of_a_refused_change_leaves_the_disk(cast: Cast) -> None:
    submit(keep(begin(stop=cast.stop, language="ar"), answers=ANSWERS), consents=CONSENT)
    other = keep(begin(stop=cast.stop, language="ar"), answers=ANSWERS | {"name": "Other"})
    other = submit(other, consents=CONSENT)
    file = SafeFile(ContentFile(b"%PDF-1.4", "refused-change.pdf"), "plan.pdf", "application/pdf")
    with pytest.raises(ValidationError):
        keep(other, answers={"name": "Amina"}, files={"document": file})
    assert [*Path(settings.MEDIA_ROOT).rglob("refused-change*")] == []


def test_the_key_of_what_staff_keyed_in_opens_nothing(cast: Cast) -> None:
    key = uuid4()
    begin(
        stop=cast.stop,
        language="ar",
        key=key,
        channel=Application.Channel.PHONE,
        entered_by=cast["RS1"],
    )
    with pytest.raises(ValidationError) as refusal:
        begin(stop=cast.stop, language="ar", key=key)
    assert refusal.value.code == "key"


def test_the_second_candidacy_of_who_takes_part_already_is_not_admitted(cast: Cast) -> None:
    first = submit(keep(begin(stop=cast.stop, language="ar"), answers=ANSWERS), consents=CONSENT)
    second = submit(
        keep(begin(stop=cast.stop, language="ar"), answers=ANSWERS | {"name": "B"}),
        consents=CONSENT,
    )
    Application.objects.filter(pk=second.pk).update(applicant=first.applicant)
    confirm_place(first)
    with pytest.raises(ValidationError) as refusal:
        confirm_place(second)
    assert refusal.value.code == "twice"


def test_staff_see_what_their_stop_received_and_nothing_that_is_still_being_filled_in(
    cast: Cast,
) -> None:
    draft = keep(begin(stop=cast.stop, language="ar"), answers=ANSWERS)
    visible = Application.objects.visible_to(cast["RS1"])
    assert [visible.filter(pk=pk).exists() for pk in (draft.pk, cast.application.pk)] == [
        False,
        True,
    ]


@pytest.mark.django_db(transaction=True)
def test_a_double_tap_on_send_through_a_real_server_makes_one_application(
    live_server: LiveServer,
) -> None:
    gather()
    draft = keep(begin(stop=Stop.objects.get(slug="fes"), language="ar"), answers=ANSWERS)
    address = f"{live_server.url}/my/{draft.token}/send/"
    with httpx.Client() as phone:
        field = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', phone.get(address).text)
        assert field
        token = field[1]
        cookies = dict(phone.cookies)

    def tap(_number: int) -> object:
        sheet = {**AGREED, "csrfmiddlewaretoken": token}
        return httpx.post(address, data=sheet, cookies=cookies, timeout=30).headers.get("Location")

    assert at_once(tap, 2, threads=2) == [f"/my/{draft.token}/receipt/"] * 2
    assert Application.objects.filter(name="Amina").values_list("state", "reference").get() == (
        "submitted",
        "FM-0003",
    )
    assert Message.objects.filter(key__startswith="receipt:").count() == 1
