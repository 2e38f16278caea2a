"""URLs of what stays of a workshop, under the desk of a stop."""

from typing import TYPE_CHECKING

from django.urls import path, register_converter

from core.addresses import later_views

if TYPE_CHECKING:
    from workshops.after import desk_views, material_views, quiz_views
else:
    quiz_views = later_views("workshops.after.quiz_views")
    desk_views = later_views("workshops.after.desk_views")
    material_views = later_views("workshops.after.material_views")


class Kind:
    """How all certificates are taken along."""

    regex = "pdf|zip"

    def to_python(self, value: str) -> str:
        """As it is written."""
        return value

    def to_url(self, value: str) -> str:
        """The same."""
        return value


register_converter(Kind, "papers")
app_name = "after_desk"
WORKSHOP = "<slug:stop>/workshops/<int:number>/"
urlpatterns = [
    path(f"{WORKSHOP}certificates/", desk_views.certificates, name="certificates"),
    path(f"{WORKSHOP}certificates/all.<papers:kind>", desk_views.papers, name="papers"),
    path(f"{WORKSHOP}certificates/letters/", desk_views.letters, name="letters"),
    path(f"{WORKSHOP}after/quiz/", quiz_views.quiz, name="quiz"),
    path(f"{WORKSHOP}after/", material_views.materials, name="materials"),
    path(f"{WORKSHOP}after/lines/", material_views.lines, name="lines"),
    path(f"{WORKSHOP}after/<int:pk>/removal/", material_views.removal, name="removal"),
]
