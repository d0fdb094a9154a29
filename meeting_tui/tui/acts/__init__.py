"""What can be done to one slip, question, person or to the day: each act asks what it needs, then commands."""
