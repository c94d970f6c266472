"""A seeded simulator of three levels over the real sync: faults, disasters, then proof that all is equal.

Everything but the line between two nodes, the clock and the moment of a power cut is the
product's own code. One seed is one history: the same seed always plays the same faults.
"""
