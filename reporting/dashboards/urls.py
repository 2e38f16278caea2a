"""Addresses of the partners' figures, and of those that other sites show in a frame."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from reporting.dashboards import views
else:
    views = later_views("reporting.dashboards.views")

app_name = "dashboards"
OF_PLACE = "partner/figures/<slug:partner>/<slug:place>/"
urlpatterns = [
    path("partner/", views.home, name="home"),
    path(OF_PLACE, views.tables, name="tables"),
    path(f"{OF_PLACE}<slug:day>/", views.tables, name="release"),
    path(f"{OF_PLACE}<slug:day>/<slug:theme>/<slug:cube>.<slug:kind>", views.file, name="file"),
    path("desk/<slug:stop>/first-release/", views.first_release, name="first-release"),
    path("embed/<slug:code>/<slug:slug>/figures/", views.embedded, name="embedded"),
]
