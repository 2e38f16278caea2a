"""The texts of the product, each read once by a process: nothing changes them while tests run."""

from __future__ import annotations

from functools import cache

from microlabs import catalogues

template_of = cache(catalogues.template_of)
read = cache(catalogues.read)
