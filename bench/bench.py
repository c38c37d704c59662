#!/usr/bin/env python3
"""The costs of design.md section 6, measured on made-up data: a table on the terminal and build/bench.json.

    ./dev bench                everything (about ten minutes)
    ./dev bench --quick        smaller sizes, to see that it works
"""
import argparse
import json
import os
import random
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from measure import PROGRAM, ROOT, keep, note, shell

BUILD = ROOT / "build/release/src"


def program_benchmark(name, environment):
    out = subprocess.run([BUILD / name, "--benchmark_format=json"], capture_output=True, text=True, check=True,
                         env={**os.environ, **environment}).stdout
    skip = {"name", "run_name", "run_type", "repetitions", "repetition_index", "threads", "iterations", "family_index",
            "per_family_instance_index", "time_unit"}
    for row in json.loads(out)["benchmarks"]:
        for key, value in row.items():
            if key not in skip and not key.startswith("per_"):
                unit = row["time_unit"] if key.endswith("_time") else ""
                note(f"{row['name']} {key}", float(value), unit)


def stolen():
    """Ticks that the host of a virtual machine gave to others, and all ticks, since it started."""
    ticks = [int(word) for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return ticks[7], sum(ticks)


def write_list(path, rng, persons, papers):
    given = ["Mohamed", "Ahmed", "Youssef", "Khalid", "Fatima", "Meryem", "Salma", "Driss", "Omar", "Zineb"]
    syllables = ["ba", "da", "ri", "mo", "ka", "le", "zu", "ni", "ta", "sho", "gha", "wi", "fe", "ho", "ju"]
    with open(path, "w") as out:
        for i in range(persons):
            family = "".join(rng.choice(syllables) for _ in range(rng.randrange(2, 5))).capitalize()
            out.write(json.dumps({"id": f"p{i}", "schema": "Person", "properties": {
                "name": [f"{rng.choice(given)} {family}"], "birthDate": [str(rng.randrange(1940, 2005))]}}) + "\n")
        for i in range(papers):
            out.write(json.dumps({"id": f"d{i}", "schema": "Passport", "properties": {
                "number": [f"{chr(65 + i % 26)}{chr(65 + i // 26 % 26)}{i:07d}"]}}) + "\n")


def bulk(folder, data, rng, lines):
    questions, answers = folder / "in.ndjson", folder / "out.ndjson"
    with questions.open("w") as out:
        for i in range(lines):
            number = f"{rng.choice('XYZ')}{rng.choice('XYZ')}{rng.randrange(10**7):07d}"
            out.write('{"id":"q%d","schema":"Passport","properties":{"number":["%s"]}}\n' % (i, number))
    empty = folder / "empty.ndjson"
    empty.write_text("")
    idle, _ = shell("check", "--data", data, "--bulk", str(empty), "--out", str(answers), "--threads", "1")
    for threads in (1, 2):
        seconds, _ = shell("check", "--data", data, "--bulk", str(questions), "--out", str(answers), "--threads", str(threads))
        note(f"bulk through the program, numbers, {threads} thread(s)", lines / (seconds - idle), "lines/s", ">= 500,000 a core")
    names = lines // 50
    with questions.open("w") as out:
        for i in range(names):
            out.write('{"id":"q%d","schema":"Person","properties":{"name":["Mohammed %s"],"birthDate":["1975"]}}\n'
                      % (i, "".join(rng.choice(["ba", "ri", "mo", "ka", "zu"]) for _ in range(3)).capitalize()))
    seconds, _ = shell("check", "--data", data, "--bulk", str(questions), "--out", str(answers), "--threads", "1")
    note("bulk through the program, names, 1 thread", names / (seconds - idle), "lines/s", ">= 5,000 a core")


def http_run(folder, port, key, what, body, seconds, pause):
    script = folder / f"{what}.lua"
    script.write_text(f"wrk.method='POST'\nwrk.body='{body}'\nwrk.headers['Content-Type']='application/json'\n"
                      f"wrk.headers['Authorization']='ApiKey {key}'\n"
                      + (f"function delay() return {pause} end\n" if pause else ""))
    out = subprocess.run(["wrk", "-t2", "-c64", f"-d{seconds}s", "--latency", "-s", str(script),
                          f"http://127.0.0.1:{port}/api/v1/checks"], capture_output=True, text=True, check=True).stdout
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    if wrong:
        raise SystemExit(f"{wrong.group(1)} answers were refused:\n{out}")
    p99, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    how = f"{pause} ms between" if pause else "as fast as answers come"
    note(f"HTTP, one {what} a request, durable, 64 connections, {how}",
         float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)), "requests/s", ">= 5,000")
    note("    p99", float(p99) * {"us": 0.001, "ms": 1, "s": 1000}[unit], "ms", "<= 10")


def http(folder, data, seconds):
    server = subprocess.Popen([PROGRAM, "serve", "--data", data, "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        port = next(m.group(1) for line in server.stdout if (m := re.search(r"127\.0\.0\.1:(\d+)", line)))
        key = shell("user", "--data", data, "key", "bench", "--role", "checker")[1].strip()
        for what, body in (("number", '{"schema":"Passport","properties":{"number":["XX0000001"]}}'),
                           ("name", '{"schema":"Person","properties":{"name":["Mohammed Barimo"],"birthDate":["1975"]}}')):
            http_run(folder, port, key, what, body, seconds, 0)
            if what == "number":
                # Each connection waits a little after each answer, so that about what is asked for comes in.
                http_run(folder, port, key, what, body, seconds, 10)
    finally:
        server.terminate()
        server.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    model = re.search(r"model name\s+: (.*)", Path("/proc/cpuinfo").read_text())
    print(f"{model.group(1) if model else 'unknown processor'}, {os.cpu_count()} cores\n")
    stolen_before, all_before = stolen()
    program_benchmark("screening/screening_bench",
                      {"MAKTAB_BENCH_PERSONS": "50000", "MAKTAB_BENCH_KEYS": "5000000"} if quick else {})
    program_benchmark("store/store_bench", {})
    folder = Path(tempfile.mkdtemp(prefix="maktab-bench-"))
    try:
        rng = random.Random(1)
        data = str(folder / "data")
        write_list(folder / "list.ndjson", rng, 10_000 if quick else 100_000, 10_000 if quick else 100_000)
        seconds, out = shell("import", "--data", data, "--format", "ftm", "--dataset", "made-up", str(folder / "list.ndjson"), "--json")
        note("import", json.loads(out)["added"] / seconds, "entries/s")
        note("start to the first answer at the shell", shell("list", "--data", data)[0] * 1000, "ms")
        bulk(folder, data, rng, 200_000 if quick else 2_000_000)
        http(folder, data, 3 if quick else 15)
        seconds, out = shell("verify", "--data", data, "--json")
        note("verify, entries and list rows", (json.loads(out)["entries"] + json.loads(out)["list_rows"]) / seconds, "rows/s", ">= 200,000 entries")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    stolen_after, all_after = stolen()
    note("time of these processors that the host gave to others meanwhile",
         100 * (stolen_after - stolen_before) / (all_after - all_before), "%")
    keep("bench.json")


main()
