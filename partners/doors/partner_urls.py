"""Addresses of a partner's own work: the people who opened a door, and what becomes of them."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from partners.doors import partner_views, stand_views
else:
    partner_views = later_views("partners.doors.partner_views")
    stand_views = later_views("partners.doors.stand_views")

app_name = "referrals"
ONE = "partner/referrals/<int:pk>"
urlpatterns = [
    path("partner/referrals/", partner_views.every, name="all"),
    path(f"{ONE}/", partner_views.one, name="one"),
    path(f"{ONE}/taking/", partner_views.taking, name="taking"),
    path(f"{ONE}/refusal/", partner_views.refusal, name="refusal"),
    path(f"{ONE}/financing/", partner_views.financing, name="financing"),
    path(f"{ONE}/note/", partner_views.note, name="note"),
    path("partner/stand/", stand_views.stand, name="stand"),
]
