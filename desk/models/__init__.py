"""What a team keeps at the desk: labels, lists, groups, notes, tasks, what it asks of others."""

from desk.models.acts import Act, Pick
from desk.models.groups import SavedGroup
from desk.models.labels import Label, Labelling
from desk.models.lists import ChosenColumns, SavedView
from desk.models.memory import Lesson
from desk.models.notes import Mention, Note, Task
from desk.models.opinions import Opinion
from desk.models.responsible import Responsible

__all__ = [
    "Act",
    "ChosenColumns",
    "Label",
    "Labelling",
    "Lesson",
    "Mention",
    "Note",
    "Opinion",
    "Pick",
    "Responsible",
    "SavedGroup",
    "SavedView",
    "Task",
]
