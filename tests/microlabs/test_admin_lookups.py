"""No list of the admin answers a question about a column that none of its filters asks."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.sessions.backends.cache import SessionStore
from django.db import connection
from django.db.models import Model
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from messaging.models import Message
from microlabs.admin_urls import site
from tests.cast import Cast, message_to

PROBE = "zzprobe"  # what the address asks for; a statement that carries it has looked
ENTER = ("RV", "RS1", "RS2", "NS", "SU")
PAGES = dict(site._registry)  # noqa: SLF001  every list there is


def fields_of(model: type[Model], *, beyond: bool) -> Iterator[str]:
    """Every field, and (`beyond`) those of the rows it leads to, as an address names them."""
    for field in model._meta.get_fields():  # noqa: SLF001
        yield field.name
        related = field.related_model if field.is_relation and beyond else None
        if isinstance(related, type):
            yield from (f"{field.name}__{name}" for name in fields_of(related, beyond=False))


def address_of(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")  # noqa: SLF001


def looks(cast: Cast, code: str, model: type[Model], field: str) -> bool:
    """Whether the list asked the database what the address asks."""
    request = RequestFactory().get(address_of(model), {f"{field}__startswith": PROBE})
    request.user, request.session = cast[code], SessionStore()
    page = PAGES[model]
    refused = suppress(DisallowedModelAdminLookup, IncorrectLookupParameters)
    with CaptureQueriesContext(connection) as statements, refused:
        page.get_changelist_instance(request)
    return any(PROBE in statement["sql"] for statement in statements)


def lists_of(cast: Cast, code: str) -> list[type[Model]]:
    """The models whose list this person enters."""
    return [model for model in PAGES if cast.client(code).get(address_of(model)).status_code == 200]


@pytest.mark.parametrize("code", ENTER)
def test_no_list_looks_into_a_field_that_it_does_not_filter(cast: Cast, code: str) -> None:
    asked = [
        (model, field)
        for model in lists_of(cast, code)
        for field in fields_of(model, beyond=code == "SU")
    ]
    assert [
        f"{model.__name__}: {field}" for model, field in asked if looks(cast, code, model, field)
    ] == []


def test_an_address_that_asks_more_is_refused_and_no_statement_carries_the_question(
    cast: Cast,
) -> None:
    answers = {}
    for model in lists_of(cast, "SU"):
        with CaptureQueriesContext(connection) as statements:
            answer = cast.client("SU").get(address_of(model), {"id__startswith": PROBE})
        carried = any(PROBE in statement["sql"] for statement in statements)
        answers[model.__name__] = (answer.status_code, carried)
    # This list is our own: it reads its own filters and nothing else.
    assert answers.pop("Wording") == (200, False)
    assert answers == dict.fromkeys(answers, (400, False))


def test_the_walk_asks_about_each_masked_column() -> None:
    asked = {(model, field) for model in PAGES for field in fields_of(model, beyond=True)}
    assert (Message, "body") in asked


def test_no_page_of_the_admin_has_rows_within_a_row_that_the_walk_would_have_to_ask_about() -> None:
    within = [(model, inline) for model, page in PAGES.items() for inline in page.inlines]
    assert within == []  # forms, which had four, are edited at the desk


def test_a_declared_filter_and_a_link_of_the_list_still_look(cast: Cast) -> None:
    message = message_to(cast.application)
    found = {
        query: cast.client("RS1").get(f"{address_of(Message)}?{query}").context["cl"].result_count
        for query in (
            f"person__id__exact={message.person_id}",
            f"person__id__exact={cast['AP2'].pk}",
            "channel__exact=sms",
            "channel__exact=email",
            f"stop__id__exact={cast.stop.pk}",
        )
    }
    assert list(found.values()) == [1, 0, 1, 0, 1]
