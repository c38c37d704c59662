#!/usr/bin/env python3
"""Kills the server with SIGKILL at random instants while fifty people register requests and work on them, and holds the
promises against what is left:

P1  every action that was acknowledged is there, and what was repeated with its key after the kill is there once
P2  what is shown is the replay of the ledger
P3  the ledger verifies

    tests/kill_desk.py BUILD/maktab sqlite|postgresql ROUNDS [SEED]

The instant is chosen by the number of actions that were acknowledged, so that nothing waits for time to pass.
"""
import http.client
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from databases import make_database, drop_database  # noqa: E402

OFFICERS, SUPERVISORS = 40, 10
INTAKE = ["requester", "member", "international", "dual_criminality", "article_3", "link", "reason"]
# What is done in each state, and whether only a supervisor may.
NEXT = {
    "registered": ("accept", {"intake": INTAKE}, False),
    "accepted": ("assign", {"unit": "pursuits"}, False),
    "in_progress": ("draft_reply", {"reply_language": "fr", "reply_text": "Rien n'est connu."}, False),
    "reply_drafted": ("approve", {}, True),
    "reply_approved": ("send", {}, False),
    "answered": ("close", {}, False),
}


class Server:
    def __init__(self, binary, data):
        self.process = subprocess.Popen([binary, "serve", "--data", data, "--port", "0"], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                return
        raise SystemExit("the server did not start again")

    def end(self, number):
        self.process.send_signal(number)
        self.process.wait()


class Caller:
    """One connection with the key of one person."""

    def __init__(self, port, key):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.key = key

    def call(self, method, path, body=None, **headers):
        self.connection.request(method, path, json.dumps(body) if body is not None else None,
                                {"Content-Type": "application/json", "Authorization": "ApiKey " + self.key,
                                 **{name.replace("_", "-"): value for name, value in headers.items()}})
        answer = self.connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text else None


class Round:
    """Until so many actions are acknowledged; then the server is killed."""

    def __init__(self, port, kill, keys, rng, known, number):
        self.port, self.kill, self.keys, self.number = port, kill, keys, number
        self.known = known                    # id -> (version, state), the newest that was acknowledged
        self.left = rng.randrange(1, 400)
        self.lock = threading.Lock()
        self.dead = threading.Event()
        self.unanswered = {}                  # request key -> (who, body): asked, and killed before the answer
        self.wrong = []
        self.acknowledged = 0

    def note(self, record):
        with self.lock:
            version, _ = self.known.get(record["id"], (0, ""))
            if record["version"] > version:
                self.known[record["id"]] = (record["version"], record["state"])
            self.acknowledged += 1
            self.left -= 1
            if self.left == 0:
                self.dead.set()
                self.kill()

    def register(self, caller, who, rng, count):
        summary = f"Round{self.number}officer{who}request{count}"
        key = f"{self.number}-{who}-{count}"
        body = body_of(rng, summary)
        with self.lock:
            self.unanswered[key] = (who, body)
        status, record = caller.call("POST", "/api/v1/registers/requests/records", body, Idempotency_Key=key)
        with self.lock:
            del self.unanswered[key]
        if status != 201:
            self.wrong.append(f"a registration was answered {status}: {record}")
            return
        self.note(record)

    def act(self, caller, supervisor, rng):
        with self.lock:
            choices = [(id, seen) for id, seen in self.known.items()
                       if seen[1] in NEXT and (supervisor or not NEXT[seen[1]][2])]
        if not choices:
            return
        record, (version, state) = rng.choice(choices[-200:])
        action, values, _ = NEXT[state]
        status, answer = caller.call("POST", f"/api/v1/records/{record}/actions/{action}", {"values": values},
                                     If_Match=f'"{version}"')
        if status == 200:
            self.note(answer)
        elif status not in (409, 412):        # another one was quicker, or wrote the draft himself
            self.wrong.append(f"{action} was answered {status}: {answer}")

    def work(self, who, seed):
        rng = random.Random(seed)
        supervisor = who >= OFFICERS
        count = 0
        try:
            caller = Caller(self.port, self.keys[who])
            while not self.dead.is_set() and not self.wrong:
                if rng.random() < 0.35:
                    self.register(caller, who, rng, count)
                    count += 1
                else:
                    self.act(caller, supervisor, rng)
        except (OSError, http.client.HTTPException):
            return  # killed: that is the point

    def play(self, rng):
        threads = [threading.Thread(target=self.work, args=(who, rng.random())) for who in range(len(self.keys))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def body_of(rng, summary):
    return {"apart_reason": "made up", "values": {
        "direction": "incoming", "channel": rng.choice(["interpol", "arab", "bilateral"]), "partner": rng.choice(["ES", "FR", "TN"]),
        "subject_matter": "information", "priority": "routine", "received_at": "2026-01-02T03:04:05Z", "summary": summary,
        "persons": [{"name": f"Zorvan {summary}"}]}}


def run(binary, data, *arguments):
    done = subprocess.run([binary, arguments[0], "--data", data, *arguments[1:]], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def shown(caller):
    """Every record as lists show it."""
    records, offset = {}, 0
    while True:
        status, page = caller.call("GET", f"/api/v1/records?register=requests&limit=200&offset={offset}")
        if status != 200:
            raise SystemExit(f"the list was answered {status}: {page}")
        for record in page["items"]:
            # How far a clock has run depends on when one looks.
            records[record["id"]] = {name: value for name, value in record.items() if name not in ("share", "late", "alarm")}
        offset += len(page["items"])
        if not page["items"] or offset >= page["total"]:
            return records


def hold(binary, data, played, keys):
    """What must be true after each kill; returns what is wrong, or None."""
    code, out, errors = run(binary, data, "verify", "--json")
    if code != 0 or not json.loads(out)["ok"]:
        return f"P3: verify says {out or errors}"
    server = Server(binary, data)
    try:
        caller = Caller(server.port, keys[0])
        records = shown(caller)
        for record, (version, state) in played.known.items():
            there = records.get(record)
            if there is None or there["version"] < version:
                return f"P1: {record} was acknowledged at version {version} ({state}) and is {there}"
            if there["version"] == version and there["state"] != state:
                return f"P1: {record} was acknowledged as {state} and is {there['state']}"
        numbers = [record["number"] for record in records.values()]
        if len(set(numbers)) != len(numbers):
            return "P1: a number was given twice"
        # Who heard no answer asks again with the same key: there is one record, whether it was there before or not.
        for key, (who, body) in played.unanswered.items():
            status, record = Caller(server.port, keys[who]).call("POST", "/api/v1/registers/requests/records", body,
                                                                 Idempotency_Key=key)
            if status != 201:
                return f"P1: {key} was answered {status}: {record}"
        records = shown(caller)
        for who, body in played.unanswered.values():
            summary = body["values"]["summary"]
            count = sum(record["caption"] == summary for record in records.values())
            if count != 1:
                return f"P1: {summary} is there {count} times"
        for record, there in records.items():
            played.known[record] = (there["version"], there["state"])
    finally:
        server.end(signal.SIGTERM)
    code, out, errors = run(binary, data, "rebuild")
    if code != 0:
        return f"P2: a rebuild says {errors}"
    server = Server(binary, data)
    try:
        again = shown(Caller(server.port, keys[0]))
    finally:
        server.end(signal.SIGTERM)
    if again != records:
        other = [record for record in records if again.get(record) != records[record]]
        return f"P2: a rebuild shows something else: {other[:3]}"
    return None


def main():
    binary, backend, rounds = str(Path(sys.argv[1]).resolve()), sys.argv[2], int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else random.randrange(1 << 30)
    rng = random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="maktab-kill-"))
    data = folder / "data"
    data.mkdir()
    database = make_database(data) if backend == "postgresql" else None
    try:
        roles = ["officer"] * OFFICERS + ["supervisor"] * SUPERVISORS
        keys = [run(binary, str(data), "user", "key", f"person{i}", "--role", role)[1].strip() for i, role in enumerate(roles)]
        known, acknowledged, repeated = {}, 0, 0
        for number in range(rounds):
            server = Server(binary, str(data))
            played = Round(server.port, lambda: server.process.send_signal(signal.SIGKILL), keys, rng, known, number)
            played.play(rng)
            server.end(signal.SIGKILL)
            acknowledged += played.acknowledged
            repeated += len(played.unanswered)
            wrong = "; ".join(played.wrong[:3]) or hold(binary, str(data), played, keys)
            if wrong:
                print(f"round {number} of seed {seed}: {wrong}")
                sys.exit(1)
        print(f"{rounds} kills under {len(keys)} people ({backend}, seed {seed}): {acknowledged} acknowledged actions all there, "
              f"{repeated} that had no answer there once, {len(known)} requests the same after each rebuild")
    finally:
        if database:
            drop_database(database)
        shutil.rmtree(folder, ignore_errors=True)


main()
