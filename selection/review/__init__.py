"""How files are read: criteria that everybody may know, the form's score, who reads which file."""
