#!/usr/bin/env python3
"""Checks that a machine can make of the whole tree: floors, sizes, catalogues, leftovers. Exits 1 with one line a finding."""
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE_LINES, HEADER_LINES, LINE_LENGTH = 600, 500, 200
LANGUAGES = ("ar", "en", "fr", "es")
BANNED = {
    r"\bsleep_for\b|\busleep\(|\bsleep\(": "waiting for time to pass hides a race; wait for the event itself",
    r"\bGTEST_SKIP\b|\bDISABLED_": "a test that is switched off is no test",
    r"\bstd::cout\b": "only cli/ prints; use its Output",
    r"\bTODO\b|\bFIXME\b|\bXXX:|\bHACK\b": "finish it, or write it in the notes",
    r"\bsprintf\(|\bstrcpy\(|\bgets\(": "unbounded",
    r"using namespace std;": "name what you use",
}
findings = []


def report(path, line, what):
    findings.append(f"{path}:{line}: {what}")


def tracked(*patterns):
    out = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
                         cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted({p for p in out.splitlines() if (ROOT / p).is_file()})


def read_modules():
    """name -> (floor, deps, files named in CMakeLists.txt)"""
    modules = {}
    for cmake in tracked("src/*/CMakeLists.txt"):
        text = (ROOT / cmake).read_text()
        call = re.search(r"maktab_module\((.*?)\n?\)", text, re.S)
        if not call:
            continue
        words = call.group(1).split()
        name = words[words.index("NAME") + 1]
        floor = int(words[words.index("FLOOR") + 1])
        keys = ("DEPS", "SOURCES", "HEADERS", "LIBS", "PRIVATE_LIBS", "TESTS", "TEST_DEPS", "FUZZERS", "BENCHMARKS")
        lists, current = {k: [] for k in keys}, None
        for word in words:
            if word in keys:
                current = word
            elif current:
                lists[current].append(word)
        if Path(cmake).parent.name != name:
            report(cmake, 1, f"the module is called {name}, the folder is not")
        modules[name] = (floor, lists, text)
    return modules


def check_floors(modules):
    for path in tracked("src/*.cc", "src/*.h"):
        module = path.split("/")[1]
        if module not in modules:
            report(path, 1, f"src/{module} has no maktab_module() of its own")
            continue
        _, lists, _ = modules[module]
        allowed = {module, *lists["DEPS"]}
        if path.endswith("_test.cc"):
            allowed |= set(lists["TEST_DEPS"])
        for number, line in enumerate((ROOT / path).read_text().splitlines(), 1):
            include = re.match(r'#include "([a-z]+)/', line)
            if include and include.group(1) not in allowed:
                report(path, number, f"{module} may not include {include.group(1)}: it is not among its DEPS")


def check_listed(modules):
    # A header that only tests or fuzzers use needs no line of its own: whoever includes it builds it.
    included = {line.strip() for path in tracked("src/*.cc") for line in (ROOT / path).read_text().splitlines()
                if line.startswith("#include")}
    for path in tracked("src/*.cc", "src/*.h"):
        parts = path.split("/")
        if len(parts) < 3 or parts[1] not in modules:
            continue
        name = "/".join(parts[2:])
        if name not in modules[parts[1]][2] and f'#include "{parts[1]}/{name}"' not in included:
            report(path, 1, "is in no target of its CMakeLists.txt: a file that nobody builds")
    listed = {l.strip() for l in (ROOT / "definitions/FILES").read_text().splitlines() if re.match("^[a-z]", l)}
    for path in tracked("definitions/*.toml"):
        if path.removeprefix("definitions/") not in listed:
            report(path, 1, "is not named in definitions/FILES, so it is not in the program")


def check_sizes_and_words():
    for path in tracked("src/*.cc", "src/*.h", "bench/*.cc", "tools/*", "tests/*.py", "bench/*.py"):
        lines = (ROOT / path).read_text().splitlines()
        limit = HEADER_LINES if path.endswith(".h") else SOURCE_LINES
        if len(lines) > limit:
            report(path, 1, f"{len(lines)} lines; {limit} at most: perhaps two things under one roof")
        for number, line in enumerate(lines, 1):
            if len(line) > LINE_LENGTH:
                report(path, number, f"{len(line)} letters in one line")
            if path == "tools/tidy.py" or not path.endswith((".cc", ".h")):
                continue
            for pattern, why in BANNED.items():
                if re.search(pattern, line):
                    report(path, number, f"{line.strip()[:60]}: {why}")


def check_definitions():
    codes = set()
    for path in tracked("definitions/errors/*.toml", "definitions/words/*.toml"):
        table = tomllib.loads((ROOT / path).read_text())
        for code, entry in table.items():
            if code in codes:
                report(path, 1, f"{code} is defined twice")
            codes.add(code)
            marks = {l: sorted(re.findall(r"{(\w+)}", str(entry.get(l, "")))) for l in LANGUAGES}
            for language in LANGUAGES:
                if not entry.get(language):
                    report(path, 1, f"{code} has no {language}")
                elif marks[language] != marks["en"]:
                    report(path, 1, f"{code}: the placeholders of {language} differ from English")
    used = re.compile(r'Err\(\s*"([a-z_]+\.[a-z_.]+)"')
    for path in tracked("src/*.cc", "src/*.h"):
        if path.endswith(("_test.cc", "_bench.cc")) or path == "src/base/result.h":
            continue
        for code in used.findall((ROOT / path).read_text()):
            if code not in codes and not code.startswith("test."):
                report(path, 1, f'the error "{code}" has no sentence in definitions/errors')


def check_repository():
    for path in ("run", "test", "dev", ".ci/run"):
        if not (ROOT / path).stat().st_mode & 0o111:
            report(path, 1, "has no run bit")
    for path in tracked("*"):
        if (ROOT / path).stat().st_size > 2_000_000:
            report(path, 1, "is larger than 2 MB")


modules = read_modules()
check_floors(modules)
check_listed(modules)
check_sizes_and_words()
check_definitions()
check_repository()
print("\n".join(findings) if findings else f"tidy: {len(modules)} modules, nothing found")
sys.exit(1 if findings else 0)
