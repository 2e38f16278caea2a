"""The admin has no sign-in of its own."""

import pytest
from django.test import Client

from microlabs.admin_urls import site


@pytest.mark.django_db
def test_the_sign_in_of_the_admin_is_the_sign_in_of_the_product(client: Client) -> None:
    response = client.get("/admin/login/", {"next": "/admin/applications/"})
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/account/login/?next=/admin/applications/",
    )


def test_the_admin_leads_nobody_to_a_private_page() -> None:
    assert [url for url in site.get_urls() if getattr(url, "name", "") == "view_on_site"] == []
