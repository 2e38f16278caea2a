"""Addresses of the page of a partner, of its agenda elsewhere, and of how it keeps its page."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from partners.public import keeping_views, views
else:
    keeping_views = later_views("partners.public.keeping_views")
    views = later_views("partners.public.views")

app_name = "partner_pages"
urlpatterns = [
    path("partner/pages/", keeping_views.every, name="mine"),
    path("partner/pages/<slug:stop>/<slug:code>/", keeping_views.one, name="keep"),
    path("embed/<slug:code>/<slug:slug>/agenda/", views.agenda, name="embedded"),
    path("<slug:slug>/partners/<slug:code>/", views.partner, name="public"),
]
