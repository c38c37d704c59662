"""What the benchmarks share: figures on the terminal and as JSON, commands, a server, and clients that measure."""
import contextlib
import http.client
import itertools
import json
import os
import re
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = str(ROOT / "build/release/src/main/maktab")
figures = []


def note(what, value, unit, aim=""):
    figures.append({"what": what, "value": round(value, 3), "unit": unit, "aim": aim})
    shown = f"{value:,.3f}" if 0 < value < 10 and isinstance(value, float) else f"{value:,.1f}"
    print(f"{what:<84} {shown:>12} {unit:<10} {aim}", flush=True)


def spread(what, times, aim, worst=False):
    times = sorted(times)
    note(f"{what}: p50", times[len(times) // 2], "ms", aim if worst else "")
    note(f"{what}: " + ("worst" if worst else "p99"), times[-1 if worst else min(len(times) - 1, len(times) * 99 // 100)], "ms", aim)


def keep(name):
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / name).write_text(json.dumps(figures, indent=1))


def shell(*arguments):
    """Seconds that it took, and what it printed."""
    begun = time.monotonic()
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{arguments}: {done.stderr}")
    return time.monotonic() - begun, done.stdout


def make_keys(data, role, count):
    return [shell("user", "--data", data, "key", f"{role}{who}", "--role", role)[1].strip() for who in range(count)]


@contextlib.contextmanager
def serving(data):
    """The server's process and port; its memory is noted at the end."""
    server = subprocess.Popen([PROGRAM, "serve", "--data", data, "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        yield server, next(int(m.group(1)) for line in server.stdout if (m := re.search(r"127\.0\.0\.1:(\d+)", line)))
        status = Path(f"/proc/{server.pid}/status").read_text()
        note("memory of the server", int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024, "MiB")
    finally:
        server.terminate()
        server.wait()


class Caller:
    """One connection, kept; of one thread."""

    def __init__(self, port, key):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Content-Type": "application/json", "Authorization": "ApiKey " + key}

    def call(self, method, path, body=None, **headers):
        """Milliseconds that it took, and the answer."""
        text = json.dumps(body) if isinstance(body, dict) else body
        begun = time.monotonic()
        self.connection.request(method, path, text,
                                {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}})
        answer = self.connection.getresponse()
        text = answer.read()
        taken = (time.monotonic() - begun) * 1000
        if answer.status not in (200, 201):
            raise SystemExit(f"{method} {path} was answered {answer.status}: {text[:300]}")
        return taken, json.loads(text)

    def create(self, register, values):
        return self.call("POST", f"/api/v1/registers/{register}/records", {"apart_reason": "made up", "values": values})

    def act(self, record, action, values=None):
        return self.call("POST", f"/api/v1/records/{record['id']}/actions/{action}", {"values": values or {}, "reason": "made up"},
                         If_Match=f'"{record["version"]}"')


SYLLABLES = [onset + vowel for onset in "bdfgjklmnrstvwz" for vowel in "aeiou"]


def pool(variable):
    """The words of a file of lines "name,weight" (bench/name_frequencies.py) and their weights, summed up; None without one."""
    if variable not in os.environ:
        return None
    rows = [line.rsplit(",", 1) for line in Path(os.environ[variable]).read_text().splitlines()]
    return [name for name, _ in rows], list(itertools.accumulate(float(weight) for _, weight in rows))


GIVEN, FAMILY = pool("MAKTAB_BENCH_GIVEN"), pool("MAKTAB_BENCH_FAMILY")


def made_up_name(rng):
    """No person's. Some given names are much more frequent than others, and so are those of families, which are many: as they are in
    the files that MAKTAB_BENCH_GIVEN and MAKTAB_BENCH_FAMILY name, else of syllables, which sound more alike than names do."""
    if GIVEN and FAMILY:
        drawn = [pool for pool, chance in ((GIVEN, 1), (GIVEN, 0.5), (FAMILY, 1), (FAMILY, 0.25)) if rng.random() < chance]
        return " ".join(rng.choices(words, cum_weights=weights)[0] for words, weights in drawn)
    given = SYLLABLES[int(75 * rng.random() ** 3)] + "z" + SYLLABLES[int(75 * rng.random() ** 2)] + "x"
    return f"{given} {''.join(SYLLABLES[int(75 * rng.random() ** 2)] for _ in range(3))}q".title()
