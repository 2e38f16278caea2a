"""The URLs that an institution is given."""

from django.urls import path

from desk.file import outside_views

app_name = "opinion"
urlpatterns = [
    path("opinion/<str:token>/", outside_views.page, name="page"),
    path("opinion/<str:token>/files/<int:pk>/", outside_views.attachment, name="attachment"),
]
