"""What a team keeps of its files at the desk: labels, lists, notes, tasks, opinions of others."""

from desk.models.acts import Act, Pick
from desk.models.labels import Label, Labelling
from desk.models.lists import ChosenColumns, SavedView
from desk.models.notes import Mention, Note, Task
from desk.models.opinions import Opinion
from desk.models.responsible import Responsible

__all__ = [
    "Act",
    "ChosenColumns",
    "Label",
    "Labelling",
    "Mention",
    "Note",
    "Opinion",
    "Pick",
    "Responsible",
    "SavedView",
    "Task",
]
