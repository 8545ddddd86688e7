"""A finished PDF read again: its tag tree, its clauses, its glyphs, and the comparison with what it must say."""
