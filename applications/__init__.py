"""Candidacies: draft, submitted, withdrawn, confirmed."""
