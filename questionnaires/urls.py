"""URLs of the questionnaires room."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from questionnaires import views
else:
    views = later_views("questionnaires.views")

app_name = "questionnaires"
urlpatterns = [
    path("files/clips/<int:pk>/<str:language>/", views.clip, name="clip"),
]
