"""Proposing compiled data to the villages: a sheet is matched, looked through, sent, followed and withdrawn."""
