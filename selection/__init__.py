"""How a stop chooses: files are read, judged, compared, decided about, and read again."""
