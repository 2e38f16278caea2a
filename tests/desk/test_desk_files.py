"""The desk and one file: correcting for somebody, giving back a link, opening an attachment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from applications.actions import keep
from applications.models import Application, ApplicationEvent
from messaging.models import Message
from programs.models import Stop
from tests.desk.test_desk import FILE, corrected

if TYPE_CHECKING:
    from tests.cast import Cast


def test_staff_correct_the_answers_and_the_history_says_so(cast: Cast) -> None:
    corrected(cast, locality="صفرو")
    event = ApplicationEvent.objects.filter(pgh_obj=cast.application.pk).latest("pgh_id")
    assert (event.answers["locality"], event.pgh_context.metadata["user"]) == (
        "صفرو",
        cast["RS1"].pk,
    )


def test_an_answer_that_is_emptied_is_gone(cast: Cast) -> None:
    corrected(cast, locality="صفرو")
    corrected(cast, locality="")
    cast.application.refresh_from_db()
    assert "locality" not in cast.application.answers


def test_what_the_person_changed_meanwhile_is_not_undone_unseen(cast: Cast) -> None:
    opened = cast.client("RS1").get(FILE).context["file"].updated_at.isoformat()
    keep(cast.application, answers={"locality": "تازة"})
    refused = corrected(cast, locality="صفرو", **{"desk-seen": opened})
    kept_then = Application.objects.get(pk=cast.application.pk).answers["locality"]
    again = refused.context["file"].updated_at.isoformat()
    assert (refused.status_code, "صفرو" in refused.content.decode(), kept_then) == (
        422,
        True,
        "تازة",
    )
    assert corrected(cast, locality="صفرو", **{"desk-seen": again}).status_code == 302


def test_a_wrong_correction_changes_nothing(cast: Cast) -> None:
    before = Application.objects.values().get(pk=cast.application.pk)
    status = corrected(cast, kind="nonsense").status_code
    assert (status, Application.objects.values().get(pk=cast.application.pk)) == (422, before)


@pytest.mark.parametrize(("code", "status"), [("RV", 422), ("RS1", 302)])
def test_after_the_close_only_managers_correct(cast: Cast, code: str, status: int) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(
        state="closed", closes_at=timezone.now() - timedelta(hours=1)
    )
    assert corrected(cast, code).status_code == status


def test_the_private_link_goes_to_the_person_and_not_to_staff(cast: Cast) -> None:
    response = cast.client("RS1").post(f"{FILE}link/", follow=True)
    sent = Message.objects.get(key__startswith="link:")
    token = cast.application.token
    assert (sent.address, token in sent.body, token in response.content.decode()) == (
        cast.application.phone,
        True,
        False,
    )


def test_the_link_is_not_sent_by_looking(cast: Cast) -> None:
    assert cast.client("RS1").get(f"{FILE}link/").status_code == 405


def test_an_attachment_is_given_to_the_own_center_as_a_file_to_keep(cast: Cast) -> None:
    response = cast.client("RS1").get(f"{FILE}attachments/{cast.attachment.pk}/")
    response.getvalue()
    headers = [
        response.headers[name]
        for name in ("Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy")
    ]
    assert (response.status_code, headers) == (
        200,
        ['attachment; filename="plan.pdf"', "nosniff", "default-src 'none'; sandbox"],
    )


@pytest.mark.parametrize(
    ("code", "status"), [("RS2", 404), ("NS", 403), ("EX1", 403), ("AP2", 403)]
)
def test_an_attachment_is_for_nobody_else(cast: Cast, code: str, status: int) -> None:
    assert cast.client(code).get(f"{FILE}attachments/{cast.attachment.pk}/").status_code == status
