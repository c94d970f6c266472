"""Measurements: one JSON object a line; where a bare counterpart exists, the ratio to it in the same run."""
