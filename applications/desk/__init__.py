"""What center staff do with candidacies: find them, key them in, import them from a sheet."""
