"""Files of one stop that may be of one person: compared, joined with a way back, or told apart."""
