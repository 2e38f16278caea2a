"""Under which licence the public figures may be used."""

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
