"""Files of rows, made in the background: what staff asks for, what a partner is mailed."""
