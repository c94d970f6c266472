"""The courier of one installation: a process of its own that syncs on a schedule."""
