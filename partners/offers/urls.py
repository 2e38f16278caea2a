"""Addresses of what a partner proposes."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from partners.offers import views
else:
    views = later_views("partners.offers.views")

app_name = "offers"
urlpatterns = [
    path("partner/offers/", views.every, name="all"),
    path("partner/offers/new/", views.new, name="new"),
    path("partner/offers/<int:pk>/", views.one, name="one"),
    path("partner/offers/<int:pk>/withdrawal/", views.withdrawal, name="withdrawal"),
]
