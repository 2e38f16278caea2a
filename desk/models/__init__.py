"""What a team keeps of its files at the desk: labels, who looks after which, lists as they like."""

from desk.models.acts import Act, Pick
from desk.models.labels import Label, Labelling
from desk.models.lists import ChosenColumns, SavedView
from desk.models.responsible import Responsible

__all__ = ["Act", "ChosenColumns", "Label", "Labelling", "Pick", "Responsible", "SavedView"]
