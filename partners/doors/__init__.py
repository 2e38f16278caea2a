"""Doors: a participant opens one to a partner, who reads what was agreed and answers."""
