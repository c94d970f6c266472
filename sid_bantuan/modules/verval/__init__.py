"""Verification and validation: what the data steward judges, and what comes of it."""
