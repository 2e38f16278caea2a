"""URLs of the form builder, under the desk."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from questionnaires.builder import page_views, question_views, views
else:
    page_views = later_views("questionnaires.builder.page_views")
    question_views = later_views("questionnaires.builder.question_views")
    views = later_views("questionnaires.builder.views")

app_name = "forms"
urlpatterns = [
    path("forms/", views.forms, name="all"),
    path("forms/new/", views.new, name="new"),
    path("forms/<int:pk>/", views.form, name="form"),
    path("forms/<int:pk>/draft/", views.begin, name="draft"),
    path("forms/<int:pk>/disposal/", views.disposal, name="disposal"),
    path("forms/<int:pk>/publication/", views.publication, name="publication"),
    path("forms/<int:pk>/preview/<str:language>/", views.preview, name="preview"),
    path("forms/<int:pk>/pages/new/", page_views.new, name="page-new"),
    path("forms/<int:pk>/pages/<int:page>/", page_views.page, name="page"),
    path("forms/<int:pk>/pages/<int:page>/place/", page_views.place, name="page-place"),
    path("forms/<int:pk>/pages/<int:page>/removal/", page_views.removal, name="page-removal"),
    path("forms/<int:pk>/pages/<int:page>/new/", question_views.new, name="question-new"),
    path("forms/<int:pk>/questions/<int:question>/", question_views.question, name="question"),
    path("forms/<int:pk>/questions/<int:question>/place/", question_views.place, name="place"),
    path(
        "forms/<int:pk>/questions/<int:question>/removal/", question_views.removal, name="removal"
    ),
]
