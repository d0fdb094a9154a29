"""The rules of the day. No I/O, no clock, no randomness, no Textual, no TinyDB, no gettext."""
