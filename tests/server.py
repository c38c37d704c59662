"""The whole program as tests of it use it: a data folder on either database, commands, a server that is killed, and people with keys."""
import contextlib
import http.client
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from databases import make_database, drop_database  # noqa: E402


@contextlib.contextmanager
def data_folder(backend):
    """The path of an empty one, as text; it and its database are gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="maktab-whole-"))
    data = folder / "data"
    data.mkdir(mode=0o700)
    database = make_database(data) if backend == "postgresql" else None
    try:
        yield str(data)
    finally:
        if database:
            drop_database(database)
        shutil.rmtree(folder, ignore_errors=True)


def run(binary, data, command, *arguments):
    """Exit code, standard output, standard error."""
    done = subprocess.run([binary, command, "--data", data, *arguments], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def must_run(binary, data, command, *arguments):
    code, out, errors = run(binary, data, command, *arguments)
    if code != 0:
        raise SystemExit(f"{command}: {errors}")
    return out


def make_key(binary, data, name, role):
    return must_run(binary, data, "user", "key", name, "--role", role).strip()


def not_sound(binary, data):
    """P3: what verify says against the ledger, or None."""
    code, out, errors = run(binary, data, "verify", "--json")
    return None if code == 0 and json.loads(out)["ok"] else f"P3: verify says {out or errors}"


class Server:
    def __init__(self, binary, data):
        self.process = subprocess.Popen([binary, "serve", "--data", data, "--port", "0"], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                return
        raise SystemExit("the server did not start")

    def signal(self, number):
        self.process.send_signal(number)

    def end(self, number):
        self.signal(number)
        self.process.wait()
        self.process.stdout.close()


class Caller:
    """One connection with the key of one person; of one thread."""

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

    def must(self, method, path, body=None, **headers):
        status, answer = self.call(method, path, body, **headers)
        if status not in (200, 201):
            raise SystemExit(f"{method} {path} was answered {status}: {answer}")
        return answer

    def pages(self, path):
        """All items of a list that has `offset` and `limit`."""
        offset = 0
        while True:
            page = self.must("GET", f"{path}&limit=200&offset={offset}")
            yield from page["items"]
            offset += len(page["items"])
            if not page["items"] or offset >= page["total"]:
                return

    def records(self, register):
        """Each as lists show it, by id; how far its clock has run depends on when one looks, and is left out."""
        return {record["id"]: {name: value for name, value in record.items() if name not in ("share", "late", "alarm")}
                for record in self.pages(f"/api/v1/records?register={register}")}


def together(works):
    """Runs each in a thread until all have ended. The connection of a server that was killed ends one; what else goes wrong in
    one is raised when all have ended."""
    wrong = []

    def one(work):
        try:
            work()
        except (OSError, http.client.HTTPException):
            return  # killed: that is the point
        except BaseException as error:  # of a thread nobody would hear of it
            wrong.append(error)

    threads = [threading.Thread(target=one, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
