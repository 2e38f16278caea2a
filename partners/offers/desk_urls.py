"""Addresses of what partners propose, at the desk of a stop."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from partners.offers import desk_views
else:
    desk_views = later_views("partners.offers.desk_views")

app_name = "offers_desk"
ONE = "<slug:stop>/partners/offers/<int:pk>"
urlpatterns = [
    path("<slug:stop>/partners/offers/", desk_views.every, name="all"),
    path(f"{ONE}/", desk_views.one, name="one"),
    path(f"{ONE}/acceptance/", desk_views.acceptance, name="acceptance"),
    path(f"{ONE}/refusal/", desk_views.refusal, name="refusal"),
    path(f"{ONE}/undoing/", desk_views.undoing, name="undoing"),
]
