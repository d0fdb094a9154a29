"""What the chair and the hall are shown, in words: the same in a terminal and in a browser."""
