"""Tables in which nobody can be recognised: masked, checked by a linear program, kept monthly."""
