"""The queue of a day at the center: a number by the code at the door, called by message."""
