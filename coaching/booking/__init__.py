"""How a slot is found and booked, moved, given back, passed on: the one way for everybody."""
