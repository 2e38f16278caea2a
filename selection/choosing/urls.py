"""Addresses of the choosing, under the desk of a stop. A file is named by its number."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from selection.choosing import list_views, undo_views, views
else:
    list_views = later_views("selection.choosing.list_views")
    undo_views = later_views("selection.choosing.undo_views")
    views = later_views("selection.choosing.views")

app_name = "choosing"
urlpatterns = [
    path("<slug:stop>/choosing/", list_views.files, name="files"),
    path("<slug:stop>/choosing/gauges/", list_views.strip, name="gauges"),
    path("<slug:stop>/choosing/sides/", list_views.sides, name="sides"),
    path("<slug:stop>/choosing/decisions/", list_views.decisions, name="decisions"),
    path("<slug:stop>/choosing/acts/<uuid:act>/undoing/", undo_views.undo, name="undoing"),
    path("<slug:stop>/choosing/targets/", views.targets, name="targets"),
    path("<slug:stop>/choosing/what-if/", views.what_if, name="what-if"),
    path("<slug:stop>/choosing/what-if/preparation/", views.preparation, name="preparation"),
    path("<slug:stop>/choosing/<slug:reference>/decision/", list_views.decision, name="decision"),
]
