"""How dates and numbers are written in Morocco, by language."""
