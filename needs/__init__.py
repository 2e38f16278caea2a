"""Needs of the people of a stop: asked, told by theme, before and after, and planned for."""
