"""URLs of the hall, under the desk of a stop: the sheet of a workshop by its number."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from workshops.hall import absence_views, meeting_views, question_views, report_views, views
else:
    absence_views = later_views("workshops.hall.absence_views")
    meeting_views = later_views("workshops.hall.meeting_views")
    question_views = later_views("workshops.hall.question_views")
    report_views = later_views("workshops.hall.report_views")
    views = later_views("workshops.hall.views")


app_name = "hall"
MEETING = "<slug:stop>/workshops/<int:number>/meeting/"

QUESTIONS = "<slug:stop>/workshops/<int:number>/questions/"
SHEET = "<slug:stop>/workshops/<int:number>/attendance/"
urlpatterns = [
    path(SHEET, views.sheet, name="sheet"),
    path(f"{SHEET}offline/", views.unplugged, name="unplugged"),
    path(f"{SHEET}marks/", views.marks, name="marks"),
    path(MEETING, meeting_views.meeting, name="meeting"),
    path(f"{MEETING}leading/", meeting_views.leading, name="leading"),
    path(f"{MEETING}slides/", meeting_views.slides, name="slides"),
    path(f"{SHEET}report/", report_views.report, name="report"),
    path(f"{SHEET}report/kept/", report_views.kept, name="report_kept"),
    path(QUESTIONS, question_views.questions, name="questions"),
    path(f"{QUESTIONS}wall/", question_views.wall, name="wall"),
    path(f"{QUESTIONS}<int:pk>/answer/", question_views.answered, name="answered"),
    path("<slug:stop>/workshops/absences/", absence_views.absences, name="absences"),
    path("<slug:stop>/workshops/absences/<int:pk>/talk/", absence_views.talked, name="talked"),
]
