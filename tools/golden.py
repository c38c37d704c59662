#!/usr/bin/env python3
"""Compares what the program prints of itself with what the documents say, or writes the documents anew.

    tools/golden.py [--binary PROGRAM]            fails with the difference
    tools/golden.py --write [--binary PROGRAM]    rewrites docs/guide/commands.md
"""
import argparse
import difflib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ("serve import intake records check compare identify list verify proof verify-proof rebuild backup restore definitions doctor user demo version").split()
TARGET = ROOT / "docs/guide/commands.md"
HEAD = """# Commands

Written by `./dev golden` from the program's own `--help`.

Exit codes: 0 done, or for `check` nothing found; 1 an error, said on standard error with its code; 2 wrong use; 3 `check`
found a match; 4 `verify` or `doctor` found something wrong.
"""


def commands(binary):
    text = HEAD
    for command in COMMANDS:
        out = subprocess.run([binary, command, "--help"], capture_output=True, text=True, check=True).stdout
        # The number of threads that is the default is the machine's.
        lines = [line.replace("[" + str(n) + "]", "[all]") if "--threads" in line else line
                 for line in out.splitlines() for n in [line.split("[")[-1].split("]")[0]]]
        text += f"\n## maktab {command}\n\n```text\n" + "\n".join(lines).strip() + "\n```\n"
    return text


parser = argparse.ArgumentParser()
parser.add_argument("--binary", default=str(ROOT / "build/maktab"))
parser.add_argument("--write", action="store_true")
options = parser.parse_args()
now = commands(options.binary)
if options.write:
    TARGET.write_text(now)
    sys.exit(0)
before = TARGET.read_text() if TARGET.exists() else ""
difference = list(difflib.unified_diff(before.splitlines(), now.splitlines(), str(TARGET), "the program", lineterm=""))
print("\n".join(difference) if difference else "golden: the documents say what the program says")
sys.exit(1 if difference else 0)
