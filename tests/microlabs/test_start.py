"""What a web worker is before anybody needs the rest: nothing that one page needs is there yet."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from allauth.account import urls as account
from allauth.mfa import urls as second_factor
from allauth.usersessions import urls as sessions
from django.conf import settings
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from core.addresses import LaterAddresses, LaterView
from core.rooms import HOUSE, rooms
from microlabs.urls import addresses
from people import entrance

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = """
import json, sys
from wsgiref.util import setup_testing_defaults
from django.conf import settings
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"  # nothing was collected here
settings.STORAGES["staticfiles"] = {"BACKEND": plain}
from microlabs.wsgi import application
environ, status = {"HTTP_HOST": "127.0.0.1"}, []
setup_testing_defaults(environ)
page = b"".join(application(environ, lambda *answer: status.append(answer[0])))
print(json.dumps([status, b"</html>" in page, sorted(sys.modules)]))
"""
ONE_PAGE_NEEDS = {
    *("openpyxl", "xlsxwriter", "lxml", "typst", "pikepdf", "PIL", "pillow_heif", "segno"),
    *("httpx", "celery", "kombu", "redis", "phonenumbers", "holidays", "highspy", "numpy"),
    *("fido2", "cryptography", "psutil", "rich"),
    *("messaging.http.inbound_mail", "coaching.booking.finding", "desk.urls", "portal.shell"),
    *("microlabs.admin_urls", "reporting.exports.writing"),
}
CLOSED = (
    "account_signup",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
)


def patterns(of: list[Any], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of a table and of those below it."""
    for each in of:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, f"{before}{each.pattern}")
        else:
            yield f"{before}{each.pattern}", each


@pytest.mark.usefixtures("django_db_setup")
def test_a_worker_that_answered_the_first_page_has_imported_nothing_for_another() -> None:
    own = connection.settings_dict
    where = f"postgresql:///{own['NAME']}?" + urlencode(
        {"host": own["HOST"], "port": own["PORT"], "user": own["USER"]}
    )
    told = {"DATABASE_URL": where, "REDIS_URL": settings.CACHES["default"]["LOCATION"]}
    told["DJANGO_SETTINGS_MODULE"] = "microlabs.settings"
    started = subprocess.run(  # noqa: S603
        [sys.executable, "-c", FIRST],
        cwd=HOUSE,
        env={**os.environ, **told, "MICROLABS_MODE": "laptop", "MICROLABS_DEBUG": "0"},
        capture_output=True,
        text=True,
        check=True,
    )
    status, whole, modules = json.loads(started.stdout)
    assert (status, whole) == (["200 OK"], True)
    assert ONE_PAGE_NEEDS & {*modules} == set()
    views = [
        name for name in modules if name.split(".")[0] in rooms() and re.search(r"[._]views$", name)
    ]
    assert views == ["portal.views"]


def test_every_address_leads_to_a_view_that_is_there() -> None:
    later = [
        each.callback
        for _address, each in patterns(get_resolver().url_patterns)
        if isinstance(each.callback, LaterView)
    ]
    assert [view.__qualname__ for view in later if not callable(view.view)] == []
    assert len(later) > 200


def test_each_namespace_of_the_table_is_the_one_that_its_addresses_name() -> None:
    tables = [each for each in addresses if isinstance(each, LaterAddresses)]
    named = [(each.urlconf_name, each.app_name, each.namespace) for each in tables]
    own = [import_module(str(each.urlconf_name)).app_name for each in tables]
    assert named == [
        (each.urlconf_name, name, name) for each, name in zip(tables, own, strict=True)
    ]
    assert len(named) > 50


def test_the_names_of_a_namespace_are_collected_once_for_all_languages() -> None:
    [portal] = [each for each in addresses if getattr(each, "namespace", "") == "portal"]
    assert isinstance(portal, LaterAddresses)
    collected = []
    for language in ("ar", "fr", "en"):
        with override(language):
            collected.append(portal.reverse_dict)
    assert [each is collected[0] for each in collected] == [True, True, True]


def test_the_open_doors_of_allauth_are_its_own() -> None:
    doors = [
        *patterns(account.urlpatterns),
        *patterns(second_factor.urlpatterns, "2fa/"),
        *patterns(sessions.urlpatterns, "sessions/"),
    ]
    theirs = {
        (address, each.name) for address, each in doors if not str(each.name).startswith(CLOSED)
    }
    assert {(str(each.pattern), each.name) for each in entrance.urlpatterns} == theirs


def test_pages_of_the_admin_are_found_by_name_though_nobody_has_asked_for_one() -> None:
    assert reverse("admin:people_user_changelist") == "/admin/people/user/"
