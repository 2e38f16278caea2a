"""Addresses of the pages of partners at the desk: what was written, and put in force."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from partners.public import desk_views
else:
    desk_views = later_views("partners.public.desk_views")

app_name = "pages_desk"
urlpatterns = [
    path("<slug:stop>/partners/pages/", desk_views.every, name="all"),
    path("<slug:stop>/partners/pages/<slug:code>/", desk_views.one, name="one"),
    path("<slug:stop>/partners/pages/<slug:code>/refusal/", desk_views.refusal, name="refusal"),
]
