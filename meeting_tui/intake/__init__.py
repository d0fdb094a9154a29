"""What comes from outside: files of clerks, read into plain values. Nothing here decides what a row means."""
