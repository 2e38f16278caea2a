"""Candidacies: the file, its attachments, its moves, the waiting list of its stop."""

from applications.models.attachments import Attachment
from applications.models.candidacy import TRACKED_FIELDS, Application, new_token
from applications.models.moves import Move
from applications.models.waiting_lists import WaitingList

__all__ = ["TRACKED_FIELDS", "Application", "Attachment", "Move", "WaitingList", "new_token"]
