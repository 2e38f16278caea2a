"""Whom and what figures count: one row a population, in the order of the funnel."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Population(models.TextChoices):
    """What is counted. Values are those of `Count.population`."""

    # people on their way through a stop, each an application
    STARTED = "started", _("Applications begun")
    APPLICATIONS = "applications", _("Applications")
    DECIDED = "decided", _("Applications decided")
    PARTICIPANTS = "participants", _("Participants")
    ATTENDED = "attended", _("Participants who came to a workshop")
    COACHED = "coached", _("Participants who had a session with an expert")
    ANSWERED = "answered", _("Participants who had a question answered")
    FINANCED = "financed", _("Participants who found financing")
    # seats of workshops that are over
    SEATS = "seats", _("Seats in workshops")
    SEATS_ATTENDED = "seats_attended", _("Seats whose person came")
    # sessions that are over
    SESSIONS = "sessions", _("Sessions with experts")
    SESSIONS_HELD = "sessions_held", _("Sessions held")
    # needs of applications
    NEEDS = "needs", _("Needs")
    NEEDS_MET = "needs_met", _("Needs that were met")
    # sums: to be divided by the number beside them
    DECISION_HOURS = "decision_hours", _("Hours from the application to its decision")
    ANSWERS = "answers", _("Messages of participants that were answered")
    ANSWER_MINUTES = "answer_minutes", _("Minutes from a message to its answer")
    OPINIONS = "opinions", _("Opinions of workshops and sessions")
    OPINION_POINTS = "opinion_points", _("Points of these opinions, of 3")
    LEVELS = "levels", _("Needs measured at the start and at the end")
    LEVEL_BEFORE = "level_before", _("Their levels at the start")
    LEVEL_AFTER = "level_after", _("Their levels at the end")


PUBLIC = (Population.APPLICATIONS, Population.PARTICIPANTS)  # what everybody may see
FUNNEL = (
    *(Population.STARTED, Population.APPLICATIONS, Population.DECIDED, Population.PARTICIPANTS),
    *(Population.ATTENDED, Population.COACHED, Population.ANSWERED, Population.FINANCED),
)
