"""Drills: damage done on purpose, and what became of it."""
