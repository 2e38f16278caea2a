"""URLs of the questionnaires room."""

from django.urls import path

from questionnaires import views

app_name = "questionnaires"
urlpatterns = [
    path("files/clips/<int:pk>/<str:language>/", views.clip, name="clip"),
]
