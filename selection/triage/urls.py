"""URLs of the triage, under the desk of a stop: they name a file by its reference, no person."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from selection.triage import conflict_views, views
else:
    conflict_views = later_views("selection.triage.conflict_views")
    views = later_views("selection.triage.views")

app_name = "triage"
urlpatterns = [
    path("<slug:stop>/triage/", views.following, name="next"),
    path("<slug:stop>/triage/<slug:reference>/", views.card, name="card"),
    path("<slug:stop>/triage/<slug:reference>/verdict/", views.verdict, name="verdict"),
    path("<slug:stop>/triage/<slug:reference>/undo/", views.undo, name="undo"),
    path(
        "<slug:stop>/triage/<slug:reference>/abstention/",
        conflict_views.abstention,
        name="abstention",
    ),
    path(
        "<slug:stop>/triage/<slug:reference>/abstention/end/",
        conflict_views.coming_back,
        name="abstention-end",
    ),
    path("<slug:stop>/triage/<slug:reference>/asking/", views.asking, name="asking"),
    path("<slug:stop>/triage/<slug:reference>/asking/end/", views.asked_no_more, name="asking-end"),
]
