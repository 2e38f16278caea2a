"""URLs of the list of candidacies. None holds a name or a number of anybody."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from desk.applications import acting, label_views, pieces, saved_views, ticking, views
else:
    acting = later_views("desk.applications.acting")
    label_views = later_views("desk.applications.label_views")
    pieces = later_views("desk.applications.pieces")
    saved_views = later_views("desk.applications.saved_views")
    ticking = later_views("desk.applications.ticking")
    views = later_views("desk.applications.views")

app_name = "files"
urlpatterns = [
    path("applications/", views.everywhere, name="all"),
    path("<slug:stop>/applications/", views.at_stop, name="list"),
    path("applications/columns/", views.columns, name="columns"),
    path("applications/views/", saved_views.saved, name="views"),
    path("applications/views/<int:pk>/", saved_views.shown, name="view"),
    path("applications/views/<int:pk>/name/", saved_views.rename, name="view-name"),
    path("applications/views/<int:pk>/deletion/", saved_views.remove, name="view-deletion"),
    path("applications/ticks/", ticking.tick, name="tick"),
    path("applications/ticks/<int:pk>/assignment/", acting.assignment, name="assignment"),
    path("applications/ticks/<int:pk>/labels/", acting.labels, name="labelling"),
    path("applications/ticks/<int:pk>/decision/", acting.decision, name="decision"),
    path("applications/ticks/<int:pk>/pieces/", pieces.asking, name="asking"),
    path("applications/acts/<int:pk>/undoing/", acting.undo, name="undoing"),
    path("applications/labels/", label_views.labels, name="labels"),
    path("applications/labels/<int:pk>/", label_views.label, name="label"),
    path("applications/labels/<int:pk>/deletion/", label_views.remove, name="label-deletion"),
]
