#!/usr/bin/env python3
"""What the desk costs with ten years of requests in it: a table on the terminal and build/bench_desk.json.

    bench/desk.py [--requests N] [--years Y] [--data FOLDER] [--postgres]

N requests of a year are made through the actions of people, and Y times as many by bench/years.py. FOLDER: filled before,
and kept. --postgres: the same ledger also on the PostgreSQL that MAKTAB_TEST_POSTGRES names (tools/with-postgres.sh), whose
database must be empty. Times are those of a client on the same machine.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from measure import ROOT, Caller, keep, made_up_name, make_keys, note, serving, shell, spread

OFFICERS = 50
PAUSE = 0.5      # seconds between the actions of one officer
LOOKS = 201      # of each page
INTAKE = ["requester", "member", "international", "dual_criminality", "article_3", "link", "reason"]


def look(what, looks, ask, aim):
    """The first look reads from the disk what the next ones find in memory: it stands by itself."""
    first, *others = [ask()[0] for _ in range(looks)]
    note(f"{what}: the first", first, "ms")
    spread(what, others, aim)


def pages(caller, rng, total):
    def get(path):
        return caller.call("GET", path)

    lists = {
        "first page": "",
        "in progress, by clock": "&state=in_progress&order=due",
        "late": "&late=1",
        "of a unit": "&unit=pursuits",
        "page in the middle": f"&offset={total // 2}",
    }
    for name, filters in lists.items():
        look(f"list page, {name}", LOOKS, lambda filters=filters: get("/api/v1/records?register=requests&limit=50" + filters), "<= 100")
    ids = []
    for _ in range(5):
        _, page = get(f"/api/v1/records?register=requests&limit=50&offset={rng.randrange(max(1, total - 50))}")
        ids += [(record["id"], record["number"], record["caption"]) for record in page["items"]]
    look("record page", LOOKS, lambda: get("/api/v1/records/" + rng.choice(ids)[0]), "<= 50")
    words = [caption.split()[-1] for _, _, caption in ids]
    search = "/api/v1/records?register=requests&limit=20&q="
    # Each name has its own rows to read from the disk.
    note("search, a name: the first of each, at most", max(get(search + http_word(word))[0] for word in set(words)), "ms")
    spread("search, a name", [get(search + http_word(rng.choice(words)))[0] for _ in range(LOOKS)], "<= 200")
    look("search, a common word", LOOKS, lambda: get(search + "Identity"), "<= 200")
    look("search, a number", LOOKS, lambda: get(search + http_word(rng.choice(ids)[1])), "<= 200")
    look("board of deadlines", LOOKS, lambda: get("/api/v1/deadlines?limit=50"), "<= 100")


def http_word(text):
    return "".join(f"%{byte:02X}" for byte in text.encode())


def act(port, keys, seconds):
    """Fifty people at once: each registers a request and works on it. Pauses are random: with equal ones
    a single slow write sets all fifty in step, and from then on they come in bursts that no office knows."""
    times, lock, wrong = [], threading.Lock(), []

    def officer(who):
        rng = random.Random(who)
        mine = []
        try:
            caller = Caller(port, keys[who])
            time.sleep(rng.random() * 3 * PAUSE)
            end, count = time.monotonic() + seconds, 0
            while time.monotonic() < end:
                taken, record = caller.create("requests", {
                    "direction": "incoming", "channel": "interpol", "partner": "ES", "subject_matter": "information",
                    "priority": "routine", "received_at": "2026-01-02T03:04:05Z", "summary": f"Bench {who} {count}",
                    "persons": [{"name": made_up_name(rng)}]})
                mine.append(taken)
                count += 1
                for action, values in (("accept", {"intake": INTAKE}), ("assign", {"unit": "pursuits"})):
                    time.sleep(2 * PAUSE * rng.random())
                    taken, record = caller.act(record, action, values)
                    mine.append(taken)
                time.sleep(2 * PAUSE * rng.random())
        except (SystemExit, OSError) as error:
            wrong.append(str(error))
        with lock:
            times.extend(mine)

    threads = [threading.Thread(target=officer, args=(who,)) for who in range(OFFICERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(wrong[0])
    note(f"actions with {OFFICERS} officers at once", len(times) / seconds, "actions/s")
    spread("an action, durable", times, "<= 20")


def serve(data, keys, seconds):
    os.sync()  # what was written before is not measured
    with serving(data) as (_, port):
        caller = Caller(port, keys[0])
        total = caller.call("GET", "/api/v1/records?register=requests&limit=1")[1]["total"]
        note("requests in the store", total, "")
        pages(caller, random.Random(1), total)
        act(port, keys, seconds)


def fill(data, requests, years):
    seconds, _ = shell("demo", "--data", data, "--requests", str(requests))
    note(f"demo with {requests:,} requests", seconds, "s")
    if years > 1:
        subprocess.run([ROOT / "bench/years.py", data, str(years)], check=True)
        shell("rebuild", "--data", data)


def to_postgres(data, folder):
    """The same ledger and files in another folder, whose settings name the database; how long the way took."""
    there = folder / "postgresql"
    there.mkdir()
    (there / "settings.toml").write_text(f'[database]\nurl = "{os.environ["MAKTAB_TEST_POSTGRES"]}"\n')
    seconds, _ = shell("backup", "--data", data, str(folder / "backup"))
    note("backup", seconds, "s")
    seconds, _ = shell("restore", "--data", str(there), str(folder / "backup"))
    note("restore, with its rebuild and verify", seconds, "s")
    return str(there)


def measure(data, seconds):
    serve(data, make_keys(data, "officer", OFFICERS), seconds)
    # Twice: files come from the disk the first time, and from memory the second.
    for which in ("verify, with files", "verify, again"):
        taken, out = shell("verify", "--data", data, "--json")
        report = json.loads(out)
        note(which, report["entries"] / taken, "entries/s", ">= 200,000")
    note("entries of the ledger", report["entries"], "")
    files = [file.stat().st_size for file in (Path(data) / "files").rglob("*") if file.is_file()]
    note(f"bytes of {report['files']:,} files", sum(files) / 1e6, "MB")
    taken, _ = shell("rebuild", "--data", data)
    note("rebuild", report["entries"] / taken, "entries/s", ">= 20,000")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=8_000)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--data")
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="maktab-bench-desk-"))
    data = asked.data or str(folder / "data")
    try:
        if not asked.data:
            fill(data, asked.requests, asked.years)
        measure(data, asked.seconds)
        if asked.postgres:
            there = to_postgres(data, folder)
            print("PostgreSQL", flush=True)
            measure(there, asked.seconds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    keep("bench_desk.json")


if __name__ == "__main__":
    main()
