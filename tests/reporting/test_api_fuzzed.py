"""The API answers whatever is asked as its own description promises, and never with a failure."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode as Mode
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi

from microlabs.wsgi import application
from reporting.json_api import access
from reporting.json_api.actions import give_token
from reporting.models import ApiToken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cast import Cast

# What no schema says is refused there: a period that ends before it begins, a place that is not.
REFUSES = "/api/stops/{stop}/applications"
PROMISED = [
    checks.not_a_server_error,
    openapi.status_code_conformance,
    openapi.content_type_conformance,
    openapi.response_headers_conformance,
    openapi.response_schema_conformance,
    openapi.negative_data_rejection,
    openapi.unsupported_method,
    openapi.ignored_auth,
]
ACCEPTED = openapi.positive_data_acceptance  # everything that is asked as the description says
SAME_EACH_TIME = settings(
    derandomize=True,
    max_examples=40,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The server keeps the connection of the test, as Django's own test client has it do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def addresses() -> list[str]:
    """The addresses of the description, by which the tests are named."""
    return [
        "/api/stops",
        "/api/tables",
        "/api/stops/{stop}/figures",
        "/api/stops/{stop}/counts",
        "/api/stops/{stop}/applications",
    ]


@cache
def description() -> Any:
    """What the API says of itself: the same for everybody, and long to be understood."""
    return schemathesis.openapi.from_wsgi("/api/openapi.json", application)


@pytest.mark.parametrize("address", addresses())
@pytest.mark.parametrize("who", ["RS1", "PI", "AN"])
@pytest.mark.parametrize("modes", [[Mode.POSITIVE], [*Mode]])
def test_nothing_is_found(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, address: str, who: str, modes: list[Mode]
) -> None:
    monkeypatch.setattr(access, "LIMIT", 10_000)
    schema = description()
    headers = {"Accept-Encoding": "identity"}  # nobody unpacks what comes without a server
    if who != "AN":
        scopes = ApiToken.scopes_for(cast[who])
        _token, secret = give_token(
            owner=cast[who], name="T", scopes=scopes, lasts=timedelta(days=1)
        )
        headers["Authorization"] = f"Bearer {secret}"

    promised = PROMISED if address == REFUSES else [*PROMISED, ACCEPTED]

    @SAME_EACH_TIME
    @given(case=st.one_of([schema[address]["GET"].as_strategy(generation_mode=m) for m in modes]))
    def asked(case: Any) -> None:
        if modes == [Mode.POSITIVE] and "stop" in case.path_parameters:
            case.path_parameters["stop"] = "fes"  # else hardly one would reach a stop
        case.call_and_validate(headers=headers, checks=promised)

    asked()
