"""Addresses at the desk: the experts of a center and their hours."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from coaching.hours import desk_views, missing_views, state_views
else:
    desk_views = later_views("coaching.hours.desk_views")
    missing_views = later_views("coaching.hours.missing_views")
    state_views = later_views("coaching.hours.state_views")

app_name = "experts"
ALL = "<slug:stop>/coaching/experts"
ONE = f"{ALL}/<int:number>"
urlpatterns = [
    path(f"{ALL}/", desk_views.experts, name="list"),
    path(f"{ALL}/new/", desk_views.new, name="new"),
    path(f"{ALL}/charter/", desk_views.charter, name="charter"),
    path(f"{ALL}/missing/", missing_views.lines, name="missing"),
    path(f"{ALL}/missing/<slug:theme>/", missing_views.asking, name="asking"),
    path(f"{ONE}/", desk_views.one, name="one"),
    path(f"{ONE}/change/", desk_views.change, name="change"),
    path(f"{ONE}/letter/<int:year>/", desk_views.letter, name="letter"),
    path(f"{ONE}/beside/", state_views.beside, name="beside"),
    path(f"{ONE}/checking/", state_views.checking, name="checking"),
    path(f"{ONE}/refusal/", state_views.refusal, name="refusal"),
    path(f"{ONE}/pause/", state_views.pause, name="pause"),
    path(f"{ONE}/return/", state_views.resumption, name="return"),
    path(f"{ONE}/forgetting/", state_views.forgetting, name="forgetting"),
    path(f"{ONE}/leaving/", state_views.leaving, name="leaving"),
    path(f"{ONE}/cases/<int:participation>/", state_views.handing, name="handing"),
]
