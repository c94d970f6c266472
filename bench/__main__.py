"""``python -m bench [NAME …]``: run all measurements or some; progress goes to stderr, figures to stdout."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from . import aturan, buku, dorong, impor, layar, opensid, surat

ALL = {
    "impor": impor.measure,
    "dorong": dorong.measure,
    "dorong_postgres": dorong.measure_postgres,
    "opensid": opensid.measure,
    "layar": layar.measure,
    "surat": surat.measure,
    "buku": buku.measure,
    "aturan": aturan.measure,
    "aturan_postgres": aturan.measure_postgres,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *ALL], help="which ones (default: all)")
    parser.add_argument("--rows", type=int, default=100_000, help="residents to push and import")
    parser.add_argument("--people", type=int, default=1_300_000, help="residents to search and list")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sid-bantuan-bench-") as folder:
        for name in given.names or ALL:
            print(f"{name} …", file=sys.stderr, flush=True)
            for figures in ALL[name](Path(folder), given.rows, given.people):
                print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
