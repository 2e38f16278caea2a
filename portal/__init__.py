"""Pages that need more than one room: the public pages of a stop, and everyone's first page."""
