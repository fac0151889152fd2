"""What a design looks like on paper, on a page and on a terminal."""
