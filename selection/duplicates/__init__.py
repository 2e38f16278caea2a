"""Files of one stop that may be of one person: found, compared, joined with a way back, or told apart for good."""
