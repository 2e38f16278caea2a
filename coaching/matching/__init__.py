"""The plan of who meets whom, for a whole stop at once."""
