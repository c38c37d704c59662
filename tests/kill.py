#!/usr/bin/env python3
"""Kills the server and an import with SIGKILL at random instants, again and again, and holds the promises against what is left:

P1  every check and import that was acknowledged is there
P2  what is shown is the replay of the ledger
P3  the ledger verifies
P8  the same question gives the same answer on the same version of the lists

    tests/kill.py BUILD/maktab sqlite|postgresql ROUNDS [SEED]

The instant is chosen by the number of answers that clients have received, so that nothing waits for time to pass.
"""
import json
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from server import Caller, Server, data_folder, make_key, must_run, not_sound, together  # noqa: E402

PERSONS = 400
QUESTIONS = ["Karim Moftarid 7", "زينب المثالي", "Driss Tajribi 21", "Nobody Inparticular", "ZX0000042"]


class Round:
    def __init__(self, binary, data, rng, key):
        self.binary, self.data, self.rng, self.key = binary, data, rng, key
        self.kill_after = rng.randrange(1, 120)
        self.lock = threading.Lock()
        self.answers = []          # (id, question, list version, text of the results)
        self.imports = []          # versions acknowledged
        self.dead = threading.Event()

    def checker(self, seed):
        rng = random.Random(seed)
        caller = Caller(self.server.port, self.key)
        while not self.dead.is_set():
            question = rng.choice(QUESTIONS)
            answer = caller.must("POST", "/api/v1/checks", {"text": question})
            with self.lock:
                self.answers.append((answer["id"], question, answer["list_versions"].get("x", ""),
                                     json.dumps(answer["results"], sort_keys=True)))
                if len(self.answers) == self.kill_after:
                    self.kill()

    def kill(self):
        self.dead.set()
        self.server.signal(signal.SIGKILL)
        if self.importing.poll() is None:
            self.importing.send_signal(signal.SIGKILL)

    def play(self, files):
        self.server = Server(self.binary, self.data)
        self.importing = subprocess.Popen([self.binary, "import", "--data", self.data, "--format", "ftm", "--dataset", "x",
                                           self.rng.choice(files), "--json"], stdout=subprocess.PIPE,
                                          stderr=subprocess.PIPE, text=True)
        seeds = [self.rng.random() for _ in range(4)]
        try:
            together([lambda seed=seed: self.checker(seed) for seed in seeds])
        finally:
            self.server.end(signal.SIGKILL)
        out, errors = self.importing.communicate()
        if self.importing.returncode == 0:
            self.imports.append(json.loads(out)["number"])
        elif self.importing.returncode > 0:
            raise SystemExit("an import failed that nobody killed: " + errors)
        return self


def write_lists(folder):
    files = []
    for version in range(3):
        path = folder / f"list{version}.ndjson"
        with path.open("w") as out:
            for i in range(PERSONS):
                if i % 7 == version:
                    continue
                name = ["Karim Moftarid", "زينب المثالي", "Driss Tajribi"][i % 3]
                out.write(json.dumps({"id": f"p{i}", "schema": "Person", "properties": {
                    "name": [f"{name} {i}" if i % 3 != 1 else name], "birthDate": [str(1950 + (i + version) % 50)]}}) + "\n")
            out.write(json.dumps({"id": "d", "schema": "Passport", "properties": {"number": ["ZX0000042"]}}) + "\n")
        files.append(str(path))
    return files


def as_it_was(caller, played, shown):
    """What is wrong with what is there after the kill, or None."""
    for check, question, version, results in played.answers:
        status, answer = caller.call("GET", "/api/v1/checks/" + check)
        if status != 200:
            return f"P1: {check} was acknowledged and is gone ({status})"
        if json.dumps(answer["results"], sort_keys=True) != results:
            return f"P1: {check} is not as it was given"
        before = shown.setdefault((question, version), results)
        if before != results:
            return f"P8: {question} on version {version} gave two answers:\n{before}\n{results}"
    state = caller.must("GET", "/api/v1/lists/x")
    if played.imports and state["imports"][0]["number"] < played.imports[-1]:
        return f"P1: import {played.imports[-1]} was acknowledged and is gone"
    return None


def hold(binary, data, played, shown):
    """What must be true after each kill; returns what is wrong, or None."""
    wrong = not_sound(binary, data)
    if wrong:
        return wrong
    server = Server(binary, data)
    try:
        wrong = as_it_was(Caller(server.port, played.key), played, shown)
    finally:
        server.end(signal.SIGTERM)
    if wrong:
        return wrong
    before = must_run(binary, data, "list", "--json")
    must_run(binary, data, "rebuild")
    return None if must_run(binary, data, "list", "--json") == before else "P2: a rebuild shows something else"


def main():
    binary, backend, rounds = str(Path(sys.argv[1]).resolve()), sys.argv[2], int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else random.randrange(1 << 30)
    rng = random.Random(seed)
    with data_folder(backend) as data:
        files = write_lists(Path(data).parent)
        must_run(binary, data, "import", "--format", "ftm", "--dataset", "x", files[0])
        key = make_key(binary, data, "kill", "administrator")
        shown, answers, imports = {}, 0, 0
        for number in range(rounds):
            played = Round(binary, data, rng, key).play(files)
            wrong = hold(binary, data, played, shown)
            answers += len(played.answers)
            imports += len(played.imports)
            if wrong:
                print(f"round {number} of seed {seed}: {wrong}")
                sys.exit(1)
        print(f"{rounds} kills ({backend}, seed {seed}): {answers} acknowledged checks and {imports} imports all there, "
              f"the ledger sound each time, {len(shown)} answers the same each time")


main()
