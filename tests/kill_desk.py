#!/usr/bin/env python3
"""Kills the server with SIGKILL at random instants while fifty people register requests and work on them, and holds the
promises against what is left:

P1  every action that was acknowledged is there, and what was repeated with its key after the kill is there once
P2  what is shown is the replay of the ledger
P3  the ledger verifies

    tests/kill_desk.py BUILD/maktab sqlite|postgresql ROUNDS [SEED]

The instant is chosen by the number of actions that were acknowledged, so that nothing waits for time to pass.
"""
import random
import signal
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from server import Caller, Server, data_folder, make_key, must_run, not_sound, together  # noqa: E402

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


class Round:
    """Until so many actions are acknowledged; then the server is killed."""

    def __init__(self, server, keys, rng, known, number):
        self.server, self.keys, self.number = server, keys, number
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
                self.server.signal(signal.SIGKILL)

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
        caller = Caller(self.server.port, self.keys[who])
        while not self.dead.is_set() and not self.wrong:
            if rng.random() < 0.35:
                self.register(caller, who, rng, count)
                count += 1
            else:
                self.act(caller, supervisor, rng)

    def play(self, rng):
        seeds = [rng.random() for _ in self.keys]
        try:
            together([lambda who=who: self.work(who, seeds[who]) for who in range(len(self.keys))])
        finally:
            self.server.end(signal.SIGKILL)


def body_of(rng, summary):
    return {"apart_reason": "made up", "values": {
        "direction": "incoming", "channel": rng.choice(["interpol", "arab", "bilateral"]), "partner": rng.choice(["ES", "FR", "TN"]),
        "subject_matter": "information", "priority": "routine", "received_at": "2026-01-02T03:04:05Z", "summary": summary,
        "persons": [{"name": f"Zorvan {summary}"}]}}


def there_once(server, played, keys):
    """What is wrong with what is there after the kill, or None."""
    caller = Caller(server.port, keys[0])
    records = caller.records("requests")
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
        Caller(server.port, keys[who]).must("POST", "/api/v1/registers/requests/records", body, Idempotency_Key=key)
    records = caller.records("requests")
    for who, body in played.unanswered.values():
        summary = body["values"]["summary"]
        count = sum(record["caption"] == summary for record in records.values())
        if count != 1:
            return f"P1: {summary} is there {count} times"
    for record, there in records.items():
        played.known[record] = (there["version"], there["state"])
    return None


def hold(binary, data, played, keys):
    """What must be true after each kill; returns what is wrong, or None."""
    wrong = not_sound(binary, data)
    if wrong:
        return wrong
    server = Server(binary, data)
    try:
        wrong = there_once(server, played, keys)
        records = Caller(server.port, keys[0]).records("requests")
    finally:
        server.end(signal.SIGTERM)
    if wrong:
        return wrong
    must_run(binary, data, "rebuild")
    server = Server(binary, data)
    try:
        again = Caller(server.port, keys[0]).records("requests")
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
    with data_folder(backend) as data:
        roles = ["officer"] * OFFICERS + ["supervisor"] * SUPERVISORS
        keys = [make_key(binary, data, f"person{i}", role) for i, role in enumerate(roles)]
        known, acknowledged, repeated = {}, 0, 0
        for number in range(rounds):
            played = Round(Server(binary, data), keys, rng, known, number)
            played.play(rng)
            acknowledged += played.acknowledged
            repeated += len(played.unanswered)
            wrong = "; ".join(played.wrong[:3]) or hold(binary, data, played, keys)
            if wrong:
                print(f"round {number} of seed {seed}: {wrong}")
                sys.exit(1)
        print(f"{rounds} kills under {len(keys)} people ({backend}, seed {seed}): {acknowledged} acknowledged actions all there, "
              f"{repeated} that had no answer there once, {len(known)} requests the same after each rebuild")


main()
