"""Invented people, and whole days played through the same commands as the real ones."""
