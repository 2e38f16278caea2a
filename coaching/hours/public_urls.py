"""Public addresses: who helps, and how one asks to help."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from coaching.hours import public_views
else:
    public_views = later_views("coaching.hours.public_views")

app_name = "directory"
urlpatterns = [
    path("<slug:slug>/experts/", public_views.directory, name="all"),
    path("<slug:slug>/experts/join/", public_views.joining, name="joining"),
]
