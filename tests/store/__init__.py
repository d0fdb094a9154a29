"""Tests of the store: what is promised, and what the promises survive."""
