"""Every answer says that no other site may embed it, and that it asks for no device."""

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.cast import Cast

WANTED = {
    "/": 200,
    "/healthz": 200,
    "/nowhere/": 404,
    "/static/nothing.css": 404,
    "/admin/": 302,
    "/desk/": 302,
}


def headers(client: Client, address: str, **more: str) -> tuple[int, str, bool]:
    answer = client.get(address, headers=more)
    devices = answer.headers.get("Permissions-Policy", "")
    embedded = answer.headers.get("Cross-Origin-Resource-Policy", "")
    answer.close()
    return answer.status_code, embedded, "camera=()" in devices and "geolocation=()" in devices


@pytest.mark.parametrize("address", WANTED)
def test_every_answer_has_both_headers(cast: Cast, address: str) -> None:
    assert headers(cast.browser(), address) == (WANTED[address], "same-origin", True)


@pytest.mark.django_db  # whoever asked before may have left a line to it open
@override_settings(ALLOWED_HOSTS=["microlabs.example"])
def test_a_refused_host_has_them_too() -> None:
    assert headers(Client(), "/", host="elsewhere.example") == (400, "same-origin", True)


def test_they_are_written_outermost() -> None:
    assert settings.MIDDLEWARE[0] == "microlabs.headers.HeadersMiddleware"
