"""Proposals from above, at the village: each beside what it has, taken or declined, singly or by filter."""
