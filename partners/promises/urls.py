"""Addresses of what a partner promises."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from partners.promises import views
else:
    views = later_views("partners.promises.views")

app_name = "promises"
urlpatterns = [
    path("partner/promises/", views.every, name="all"),
    path("partner/promises/<int:pk>/deletion/", views.deletion, name="deletion"),
]
