"""URLs of the staff's figures; those of a stop stand under its address at the desk."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from reporting.statistics import alarms, views
else:
    alarms = later_views("reporting.statistics.alarms")
    views = later_views("reporting.statistics.views")

urlpatterns = [
    path("desk/figures/", views.desk_figures, name="desk-figures"),
    path("desk/figures/alarms/<int:pk>/note/", alarms.note, name="alarm-note"),
    path("desk/figures/<slug:table>.csv", views.desk_file, name="desk-figures-file"),
    path("desk/figures/<slug:stop>/", views.moved, name="desk-stop-figures-moved"),
    path("desk/<slug:stop>/figures/", views.desk_stop_figures, name="desk-stop-figures"),
    path(
        "desk/<slug:stop>/figures/<slug:table>.csv",
        views.desk_stop_file,
        name="desk-stop-figures-file",
    ),
]
