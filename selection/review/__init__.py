"""How files are read: criteria that everybody may know, a score from the form, and who reads which file."""
