"""Text generators: phrasing from given passages only, behind one interface."""
