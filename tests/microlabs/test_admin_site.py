"""The admin has no sign-in of its own."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from microlabs.admin_urls import site

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast


@pytest.mark.django_db
def test_the_sign_in_of_the_admin_is_the_sign_in_of_the_product(client: Client) -> None:
    response = client.get("/admin/login/", {"next": "/admin/applications/"})
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/account/login/?next=/admin/applications/",
    )


def test_the_admin_leads_nobody_to_a_private_page() -> None:
    assert [url for url in site.get_urls() if getattr(url, "name", "") == "view_on_site"] == []


def test_every_list_of_the_admin_is_read_in_another_language_by_its_switch(cast: Cast) -> None:
    browser = cast.client("NS")
    kinds = [(kind, kind.model_class()) for kind in ContentType.objects.all()]
    models = [kind for kind, model in kinds if model and site.is_registered(model)]
    lists = [reverse(f"admin:{kind.app_label}_{kind.model}_changelist") for kind in models]
    open_ = [each for each in lists if browser.get(each).status_code == HTTPStatus.OK]
    assert open_
    assert [browser.get(f"{each}?lang=fr").status_code for each in open_] == [200] * len(open_)
