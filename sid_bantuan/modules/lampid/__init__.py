"""Births, deaths and moves, and the population books that follow from them."""
