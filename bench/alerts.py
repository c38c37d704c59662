#!/usr/bin/env python3
"""What alerts in force cost: a table on the terminal and build/bench_alerts.json.

    bench/alerts.py [--notices N] [--diffusions N] [--published N] [--bulletins N] [--units N] [--rounds N] [--postgres]

N notices of others are in force, brought in as old records (the fastest way that there is; nobody takes in a hundred thousand one by
one), and bulletins that rest on them have been broadcast to as many units. --diffusions and --published are those of a year; a day is a
365th of both: as many come in as end. --postgres: on the PostgreSQL that MAKTAB_TEST_POSTGRES names (tools/with-postgres.sh), whose
database must be empty. All is made up, names as bench/measure.py says; times are those of a client on the same machine, which shares its processors.
"""
import argparse
import json
import multiprocessing
import os
import queue
import random
import shutil
import tempfile
import threading
import time
from pathlib import Path

from measure import ROOT, Caller, keep, made_up_name, make_keys, note, serving, shell, spread

FILE_LINES = 20_000        # of records of an older system, at most
APPROVERS = 8
ENDS = 20                  # that are measured one by one
CHECKS = 500               # a second
CHECKERS = 2               # processes
CONNECTIONS = 16           # of all checkers
LEGAL_CHECK = ["article_2", "article_3", "dual_criminality", "national_law"]


def paper(number):
    return f"QK{1_000_000 + number}"


def notice_line(rng, number, kind):
    return json.dumps({"number": f"BENCH/{number:06d}", "opened_at": "2026-01-01T00:00:00Z", "state": "published", "values": {
        "direction": "incoming", "kind": kind, "type": rng.choice(["red"] * 7 + ["blue", "blue", "yellow"]),
        "partner": rng.choice(["ES", "FR", "TN", "BR", "ZA"]), "reference": f"B-{number}", "summary": f"Made up {number}",
        "published_at": "2026-01-01T00:00:00Z",
        "persons": [{"name": made_up_name(rng), "birth_date": f"{rng.randrange(1950, 2005)}-0{rng.randrange(1, 10)}-11",
                     "document": paper(number)}]}}) + "\n"


def write_units(data, count):
    """The units of the bureau, and made-up ones until there are so many; gives their ids."""
    text = (ROOT / "definitions/units.toml").read_text()
    ids = [line.split('"')[1] for line in text.splitlines() if line.startswith("id = ")]
    for more in range(len(ids), count):
        ids.append(f"post_{more}")
        label = ", ".join(f'{language} = "{more}"' for language in ("ar", "en", "fr", "es"))
        text += f'\n[[unit]]\nid = "post_{more}"\nlabel = {{ {label} }}\n'
    (data / "definitions").mkdir(exist_ok=True)
    (data / "definitions/units.toml").write_text(text)
    return ids[:count]


def bring_in(data, folder, count):
    rng, seconds = random.Random(1), 0
    for first in range(0, count, FILE_LINES):
        file = folder / "notices.ndjson"
        with file.open("w") as out:
            for number in range(first, min(count, first + FILE_LINES)):
                out.write(notice_line(rng, number, "notice"))
        seconds += shell("records", "import", "--data", data, "--register", "notices", "--file", str(file))[0]
    note(f"{count:,} notices in force, as old records", seconds, "s")
    note("    of them", count / seconds, "records/s")


class Bureau:
    def __init__(self, port, officer, supervisor):
        self.port, self.keys = port, (officer, supervisor)
        self.officer, self.supervisor = self.pair()

    def pair(self):
        return Caller(self.port, self.keys[0]), Caller(self.port, self.keys[1])

    def end(self, alert, cause):
        """Milliseconds of the order, and the memo after it."""
        _, memo = self.officer.create("ends", {"alert": alert, "channel": "interpol", "cause": cause})
        return self.supervisor.act(memo, "order")

    def end_of(self, alert):
        _, page = self.officer.call("GET", f"/api/v1/records?register=ends&filter=alert:{alert}")
        return next(record for record in page["items"] if record["state"] == "circulating")


def broadcast(bureau, count, units):
    """Bulletins on the first notices, one each, by several people at once; their numbers in the order of the notices."""
    numbers, times, left, wrong = [""] * count, [], queue.SimpleQueue(), []
    for which in range(count):
        left.put(which)

    def work():
        officer, supervisor = bureau.pair()
        try:
            while True:
                which = left.get_nowait()
                _, record = officer.create("bulletins", {
                    "channel": "interpol", "purpose": "arrest", "summary": f"Made up {which}", "units": units,
                    "sources": [f"BENCH/{which:06d}"], "persons": [{"name": made_up_name(random.Random(which)), "document": f"QL{which:07d}"}]})
                taken, record = supervisor.act(record, "approve", {"legal_check": LEGAL_CHECK})
                times.append(taken)
                numbers[which] = record["number"]
        except queue.Empty:
            return
        except (SystemExit, OSError) as error:
            wrong.append(str(error))

    begun = time.monotonic()
    threads = [threading.Thread(target=work) for _ in range(APPROVERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(wrong[0])
    seconds = time.monotonic() - begun
    note(f"{count:,} bulletins to {len(units)} units each, {APPROVERS} people at once", seconds, "s")
    note("    of them", count / seconds, "bulletins/s")
    spread("    to approve one", times, "")
    return numbers


def receipts(bureau, bulletins, units):
    """One end of search, ordered and confirmed by all."""
    ordered, confirmed = [], []
    for number in bulletins:
        ordered.append(bureau.end(number, "court_order")[0])
        memo = bureau.end_of(number)
        confirmed.append(bureau.officer.act(memo, "receive", {"receipts_from": units})[0])
    spread(f"one end of search with {len(units)} receipts, ordered", ordered, "<= 100", worst=True)
    spread(f"    all {len(units)} receipts at once, until it is gone everywhere", confirmed, "<= 100", worst=True)


def upload(caller, path, name, text):
    edge = "made-up-edge"
    body = (f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: application/x-ndjson\r\n\r\n{text}\r\n--{edge}--\r\n")
    return caller.call("POST", path, body.encode(), Content_Type=f"multipart/form-data; boundary={edge}")


def a_day(bureau, first, diffusions, published, bulletins):
    """What comes in on a day, as one file, and as many ends one after the other; those of notices that bulletins rest on first."""
    rng = random.Random(2)
    lines = [notice_line(rng, first + i, "diffusion" if i < diffusions else "notice") for i in range(diffusions + published)]
    come, _ = upload(bureau.supervisor, "/api/v1/registers/notices/import", "day.ndjson", "".join(lines))
    note(f"a day's {diffusions} diffusions and {published} notices come in", come / 1000, "s")
    begun, ends = time.monotonic(), len(lines)
    times = [bureau.end(f"BENCH/{which:06d}", "source")[0] for which in range(ends)]
    cascade = time.monotonic() - begun
    note(f"as many ends, of which {min(ends, bulletins)} end a bulletin too", cascade, "s")
    spread("    to order one", times, "")
    note("a day's import and its cascade", come / 1000 + cascade, "s", "<= 60")


def ask(port, key, seed, count, rate, connections, stop, out):
    """Questions at this rate through so many connections, until told to stop: papers, of which one in a hundred hits (five hits a
    second, each of them a task, are more than a country has), and one name in ten."""
    times, wrong, lock = [], [], threading.Lock()

    def work(which):
        try:
            ask_on(which)
        except (SystemExit, OSError) as error:
            wrong.append(str(error))

    def ask_on(which):
        rng, caller, mine = random.Random(f"{seed}-{which}"), Caller(port, key), []
        pause = connections / rate
        due = time.monotonic() + rng.random() * pause
        while not stop.is_set():
            time.sleep(max(0.0, due - time.monotonic()))
            due += pause
            kind = rng.random()
            text = paper(rng.randrange(count)) if kind < 0.01 else made_up_name(rng) if kind > 0.9 else f"QZ{rng.randrange(10**7):07d}"
            mine.append(caller.call("POST", "/api/v1/checks", {"text": text})[0])
        with lock:
            times.extend(mine)

    threads = [threading.Thread(target=work, args=(which,)) for which in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    out.put((times, wrong))


def until_seen(caller, text, hits):
    """Milliseconds from now until a check says so, and how many checks said otherwise."""
    begun, missed = time.monotonic(), 0
    while bool(caller.call("POST", "/api/v1/checks", {"text": text})[1]["results"]) != hits:
        missed += 1
    return (time.monotonic() - begun) * 1000, missed


def from_answer_to_check(bureau, checker, count, rounds):
    """From the answer to an action until a poller sees it, while others check."""
    stop, out = multiprocessing.Event(), multiprocessing.Queue()
    processes = [multiprocessing.Process(target=ask, args=(bureau.port, checker, seed, count, CHECKS / CHECKERS,
                                                           CONNECTIONS // CHECKERS, stop, out)) for seed in range(CHECKERS)]
    for process in processes:
        process.start()
    begun, poller, seen, silent = time.monotonic(), Caller(bureau.port, checker), [], []
    for which in range(rounds):
        text = f"QM{which:07d}"
        _, record = bureau.officer.create("notices", {
            "direction": "incoming", "kind": "diffusion", "type": "red", "partner": "PT", "reference": text, "summary": "Made up",
            "persons": [{"name": made_up_name(random.Random(which)), "document": text}]})
        bureau.officer.act(record, "take_in")
        seen.append(until_seen(poller, text, True))
        bureau.end(record["number"], "source")
        silent.append(until_seen(poller, text, False))
    seconds = time.monotonic() - begun
    stop.set()
    asked = [out.get() for _ in processes]
    for process in processes:
        process.join()
    if any(wrong for _, wrong in asked):
        raise SystemExit(next(wrong[0] for _, wrong in asked if wrong))
    times = [taken for mine, _ in asked for taken in mine]
    note(f"checks meanwhile (asked for: {CHECKS})", len(times) / seconds, "checks/s")
    spread("    one of them, durable", times, "")
    for what, measured in (("published, until a check hits", seen), ("ended, until no check hits", silent)):
        spread(what, [taken for taken, _ in measured], "<= 1,000")
        note("    checks after the answer that said otherwise", sum(missed for _, missed in measured), "", "0")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--notices", type=int, default=110_000)
    parser.add_argument("--diffusions", type=int, default=25_000)
    parser.add_argument("--published", type=int, default=15_000)
    parser.add_argument("--bulletins", type=int, default=3_000)
    parser.add_argument("--units", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    diffusions, published = -(-asked.diffusions // 365), -(-asked.published // 365)
    if min(asked.notices, asked.bulletins) < diffusions + published + ENDS:
        parser.error(f"a day ends {diffusions + published} notices and {ENDS} bulletins more are measured: there must be as many of both")
    folder = Path(tempfile.mkdtemp(prefix="maktab-bench-alerts-"))
    data = folder / "data"
    data.mkdir(mode=0o700)
    try:
        if asked.postgres:
            (data / "settings.toml").write_text(f'[database]\nurl = {json.dumps(os.environ["MAKTAB_TEST_POSTGRES"])}\n')
        units = write_units(data, asked.units)
        bring_in(str(data), folder, asked.notices)
        officer, supervisor, checker = (make_keys(str(data), role, 1)[0] for role in ("officer", "supervisor", "checker"))
        begun = time.monotonic()
        with serving(str(data)) as (_, port):
            bureau = Bureau(port, officer, supervisor)
            until_seen(Caller(port, checker), paper(0), True)
            note("from the start to the first answer", time.monotonic() - begun, "s")
            bulletins = broadcast(bureau, asked.bulletins, units)
            receipts(bureau, bulletins[-ENDS:], units)
            a_day(bureau, asked.notices, diffusions, published, asked.bulletins - ENDS)
            from_answer_to_check(bureau, checker, asked.notices, asked.rounds)
        taken, out = shell("verify", "--data", str(data), "--json")
        note("entries of the ledger", json.loads(out)["entries"], "")
        note("verify", taken, "s")
        note("rebuild", shell("rebuild", "--data", str(data))[0], "s")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    keep("bench_alerts.json")


if __name__ == "__main__":
    main()
