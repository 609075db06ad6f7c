"""Pure: what a case is, what may become of it, how urgent it is and when it is due."""
