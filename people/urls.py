"""Addresses of the people room, beside allauth's."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from people import views
else:
    views = later_views("people.views")

app_name = "people"
urlpatterns = [
    path("me/", views.me, name="me"),
    path(
        "me/consents/<int:stop_id>/<slug:purpose>/withdrawal/", views.withdrawal, name="withdrawal"
    ),
    path("me/unsent/", views.not_yet_sent, name="unsent"),
    path("who/", views.who, name="who"),
]
