"""What the program costs, each figure beside the least that the same machine could do it for."""
