"""Where the tests put their databases: thousands of them are made, written to disk and thrown away."""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 2**31


def quick_folder() -> str:
    """Memory where there is plenty of it, else /tmp; either way a short path, as a socket needs."""
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        return "/tmp"
    may_run = not os.statvfs(MEMORY).f_flag & getattr(os, "ST_NOEXEC", 0)
    return str(MEMORY) if may_run and shutil.disk_usage(MEMORY).free > ROOM else "/tmp"
