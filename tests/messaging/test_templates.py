"""`whatsapp_templates`: what differs between our texts and the templates that Meta keeps."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from messaging.http.templates import templates
from tests.messaging.providers.server import Providers


def compare(**options: bool) -> tuple[int, list[str]]:
    out, code = StringIO(), 0
    try:
        call_command("whatsapp_templates", stdout=out, **options)
    except SystemExit as ended:
        code = int(str(ended.code))
    return code, out.getvalue().splitlines()


def test_nothing_is_said_where_nothing_differs(providers: Providers) -> None:
    others = [
        {"name": f"other_{number}", "language": "fr", "components": []} for number in range(60)
    ]
    ours = [
        each.to_create() | {"status": "APPROVED", "rejected_reason": "NONE"} for each in templates()
    ]
    providers.meta.templates = others + ours
    assert compare() == (0, ["WhatsApp has every text as we have it."])


def test_each_difference_is_said(providers: Providers) -> None:
    known = [
        each.to_create() | {"status": "APPROVED", "rejected_reason": "NONE"} for each in templates()
    ]
    providers.meta.templates = known
    by_name = {(each["name"], each["language"]): each for each in known}
    known.remove(by_name["microlabs_receipt", "ar"])
    by_name["microlabs_receipt", "fr"]["components"] = [
        {"type": "BODY", "text": "Reçu {{1}} {{2}}."}
    ]
    by_name["microlabs_nudge", "ar"] |= {"status": "REJECTED", "rejected_reason": "INVALID_FORMAT"}
    by_name["microlabs_nudge", "fr"]["status"] = "PAUSED"
    by_name["microlabs_sign_in_code", "en"]["category"] = "UTILITY"
    code, lines = compare()
    assert (code, [line for line in lines if not line.startswith("    ")]) == (
        1,
        [
            "microlabs_receipt (ar): missing",
            "microlabs_receipt (fr): text differs",
            "microlabs_nudge (ar): REJECTED (INVALID_FORMAT)",
            "microlabs_nudge (fr): PAUSED",
            "microlabs_sign_in_code (en): category UTILITY instead of AUTHENTICATION",
        ],
    )
    assert "    theirs: 'Reçu {{1}} {{2}}.'" in lines


def test_what_is_missing_is_created_once(providers: Providers) -> None:
    wanted = len(list(templates()))
    code, lines = compare(create=True)
    assert (code, len(lines), lines[0]) == (
        1,
        wanted,
        "microlabs_receipt (ar): missing, created: PENDING",
    )
    assert len(providers.meta.templates) == wanted
    assert compare(create=True)[1][0] == "microlabs_receipt (ar): PENDING"
    assert len(providers.meta.templates) == wanted


def test_without_an_account_the_command_says_what_to_set(settings: Settings) -> None:
    settings.WHATSAPP_ACCOUNT_ID = ""
    with pytest.raises(CommandError, match="_ACCOUNT_ID"):
        compare()


def test_a_refusal_of_metas_is_said(providers: Providers, settings: Settings) -> None:
    settings.WHATSAPP_TOKEN = "old"
    with pytest.raises(CommandError, match="does not accept our token"):
        compare()
    assert providers.meta.templates == []
