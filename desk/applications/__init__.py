"""The list of candidacies: tabs, filters, columns, order, saved views, acts on many at once."""
