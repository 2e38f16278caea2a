"""The URLs that an institution is given."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from desk.file import outside_views
else:
    outside_views = later_views("desk.file.outside_views")

app_name = "opinion"
urlpatterns = [
    path("opinion/<str:token>/", outside_views.page, name="page"),
    path("opinion/<str:token>/files/<int:pk>/", outside_views.attachment, name="attachment"),
]
