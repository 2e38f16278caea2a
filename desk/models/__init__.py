"""What a center's team writes for itself beside a file, and what it asks of others."""

from desk.models.notes import Mention, Note, Task
from desk.models.opinions import Opinion

__all__ = ["Mention", "Note", "Opinion", "Task"]
