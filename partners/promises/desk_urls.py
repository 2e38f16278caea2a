"""Addresses of the partners of a stop, at its desk."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from partners.promises import desk_views
else:
    desk_views = later_views("partners.promises.desk_views")

app_name = "partners_desk"
urlpatterns = [
    path("<slug:stop>/partners/", desk_views.overview, name="all"),
    path("<slug:stop>/partners/doors/", desk_views.doors, name="doors"),
    path("<slug:stop>/partners/promises/", desk_views.promising, name="promising"),
    path("<slug:stop>/partners/promises/<int:pk>/deletion/", desk_views.deletion, name="deletion"),
]
