"""Addresses of the caravan's memory, under the desk of a stop."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from desk.memory import views
else:
    views = later_views("desk.memory.views")

app_name = "memory"
urlpatterns = [
    path("<slug:stop>/memory/", views.memory, name="memory"),
    path("<slug:stop>/memory/<slug:kind>/<slug:about>/taking/", views.taking, name="taking"),
    path(
        "<slug:stop>/memory/<slug:kind>/<slug:about>/dismissal/",
        views.dismissal,
        name="dismissal",
    ),
    path("<slug:stop>/memory/<int:pk>/undoing/", views.undoing, name="undoing"),
]
