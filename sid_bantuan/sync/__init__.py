"""Sync: the same at every node. State travels, not messages; equality is proved, not assumed."""
