#!/usr/bin/env python3
"""Kills the server and an import with SIGKILL at random instants, again and again, and holds the promises against what is left:

P1  every check and import that was acknowledged is there
P2  what is shown is the replay of the ledger
P3  the ledger verifies
P8  the same question gives the same answer on the same version of the lists

    tests/kill.py BUILD/maktab sqlite|postgresql ROUNDS [SEED]

The instant is chosen by the number of answers that clients have received, so that nothing waits for time to pass.
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

PERSONS = 400
QUESTIONS = ["Karim Moftarid 7", "زينب المثالي", "Driss Tajribi 21", "Nobody Inparticular", "ZX0000042"]


class Round:
    def __init__(self, binary, data, rng, key):
        self.binary, self.data, self.rng, self.key = binary, data, rng, key
        self.kill_after = rng.randrange(1, 120)
        self.lock = threading.Lock()
        self.answers = []          # (id, list version, text of the results)
        self.imports = []          # versions acknowledged
        self.dead = threading.Event()

    def start(self):
        self.server = subprocess.Popen([self.binary, "serve", "--data", self.data, "--port", "0"], stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True)
        for line in self.server.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                return
        raise SystemExit("the server did not start again")

    def ask(self, connection, text):
        connection.request("POST", "/api/v1/checks", json.dumps({"text": text}),
                           {"Content-Type": "application/json", "Authorization": "ApiKey " + self.key})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"a check was answered {answer.status}: {body[:300]}")
        return json.loads(body)

    def checker(self, seed):
        rng = random.Random(seed)
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            while not self.dead.is_set():
                question = rng.choice(QUESTIONS)
                answer = self.ask(connection, question)
                with self.lock:
                    self.answers.append((answer["id"], question, answer["list_versions"].get("x", ""),
                                         json.dumps(answer["results"], sort_keys=True)))
                    if len(self.answers) == self.kill_after:
                        self.kill()
        except (OSError, http.client.HTTPException):
            return  # killed: that is the point

    def kill(self):
        self.dead.set()
        self.server.send_signal(signal.SIGKILL)
        if self.importing and self.importing.poll() is None:
            self.importing.send_signal(signal.SIGKILL)

    def importer(self, files):
        self.importing = subprocess.Popen([self.binary, "import", "--data", self.data, "--format", "ftm", "--dataset", "x",
                                           self.rng.choice(files), "--json"], stdout=subprocess.PIPE,
                                          stderr=subprocess.PIPE, text=True)

    def play(self, files):
        self.importing = None
        self.start()
        self.importer(files)
        threads = [threading.Thread(target=self.checker, args=(self.rng.random(),)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.server.wait()
        out, errors = self.importing.communicate()
        if self.importing.returncode == 0:
            self.imports.append(json.loads(out)["number"])
        elif self.importing.returncode > 0:
            raise SystemExit("an import failed that nobody killed: " + errors)
        return self


def run(binary, data, *arguments):
    done = subprocess.run([binary, arguments[0], "--data", data, *arguments[1:]], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


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


def hold(binary, data, played, shown):
    """What must be true after each kill; returns what is wrong, or None."""
    code, out, errors = run(binary, data, "verify", "--json")
    if code != 0 or not json.loads(out)["ok"]:
        return f"P3: verify says {out or errors}"
    server = Round(binary, data, random.Random(0), played.key)
    server.start()
    try:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        headers = {"Authorization": "ApiKey " + played.key}
        for check, question, version, results in played.answers:
            connection.request("GET", "/api/v1/checks/" + check, headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                return f"P1: {check} was acknowledged and is gone ({answer.status})"
            if json.dumps(json.loads(body)["results"], sort_keys=True) != results:
                return f"P1: {check} is not as it was given"
            before = shown.setdefault((question, version), results)
            if before != results:
                return f"P8: {question} on version {version} gave two answers:\n{before}\n{results}"
        connection.request("GET", "/api/v1/lists/x", headers=headers)
        state = json.loads(connection.getresponse().read())
        if played.imports and state["imports"][0]["number"] < played.imports[-1]:
            return f"P1: import {played.imports[-1]} was acknowledged and is gone"
    finally:
        server.server.send_signal(signal.SIGTERM)
        server.server.wait()
    before = run(binary, data, "list", "--json")[1]
    code, out, errors = run(binary, data, "rebuild")
    if code != 0 or run(binary, data, "list", "--json")[1] != before:
        return f"P2: a rebuild shows something else: {errors}"
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
        files = write_lists(folder)
        code, out, errors = run(binary, str(data), "import", "--format", "ftm", "--dataset", "x", files[0])
        if code != 0:
            raise SystemExit(errors)
        key = run(binary, str(data), "user", "key", "kill", "--role", "administrator")[1].strip()
        shown, answers, imports = {}, 0, 0
        for number in range(rounds):
            played = Round(binary, str(data), rng, key).play(files)
            wrong = hold(binary, str(data), played, shown)
            answers += len(played.answers)
            imports += len(played.imports)
            if wrong:
                print(f"round {number} of seed {seed}: {wrong}")
                sys.exit(1)
        print(f"{rounds} kills ({backend}, seed {seed}): {answers} acknowledged checks and {imports} imports all there, "
              f"the ledger sound each time, {len(shown)} answers the same each time")
    finally:
        if database:
            drop_database(database)
        shutil.rmtree(folder, ignore_errors=True)


main()
