#!/usr/bin/env python3
"""Runs scenario files: what people and systems do with the whole program, step by step, in words a lawyer could read.

    tests/scenario.py BUILD/maktab sqlite|postgresql FILE.test [FILE.test ...]

A file begins with "# name:" and "# description:". Its steps:

    file NAME                   the lines that follow, up to a line "end", become a file in the working folder
    run ARGUMENTS               runs the program at the shell (with --data); then
      exit 0                      its exit code (0 if not said)
    bureau ID ZONE              whose bureau it is, before it is served: MA Africa/Casablanca
    lost                        the machine is lost: the data folder is empty, and so is the database
    serve                       starts the server, whose clock is that of the machine: what becomes due by itself is shown with dates
                                that are past; stop ends it with SIGTERM, kill with SIGKILL
    as ROLE                     signs in as a user of that role, made when first needed;  as nobody  signs out;  as NAME  signs in as
                                a user whom the scenario has made with the password "made-up password"
    key ROLE                    from now on uses an API key of that role
    once KEY                    the next request has this Idempotency-Key
    version N                   the next request says that this version was seen (If-Match)
    GET /path [BODY]            any method; a body is JSON on the same line, or @FILE; upload posts files as a form (FIELD=FILE: as
                                that field's text)
      expect STATUS [CODE]        the status, and the code of the problem
    soon GET /path              asks until all that is said of the answer right after it holds (expect, $, body), for what the program
                                does by itself; fails after 20 seconds
    $.path OP VALUE             about the last answer (or the output of the last run, or its lines as $[0], $[1]…):
                                = != >= <= contains ~ (regular expression), or  present / absent
    body contains TEXT          the raw answer;  body not contains TEXT
    let NAME = $.path           keeps a value; {NAME} puts it in later steps
    keep FILE                   writes the last answer, or the output of the last run, into a file
"""
import http.client
import json
import re
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

from databases import drop_database, make_database

PASSWORD = "made-up password"
ROLES = ("checker", "officer", "supervisor", "auditor", "administrator")
SOON_SECONDS, ASK_EVERY = 20, 0.05


class Failure(Exception):
    pass


class World:
    """One scenario: a folder, perhaps a server, and what was last answered."""

    def __init__(self, binary, backend):
        self.binary, self.backend = str(Path(binary).resolve()), backend
        self.folder = Path(tempfile.mkdtemp(prefix="maktab-scenario-"))
        self.data = self.folder / "data"
        self.data.mkdir()
        self.server = self.port = None
        self.database = None
        self.headers, self.values, self.users = {}, {}, {}
        self.sessions = {}
        self.version = self.once = None
        self.status, self.body, self.exit = None, "", None
        if backend == "postgresql":
            self.database = make_database(self.data)

    def close(self):
        if self.server:
            self.server.kill()
            self.server.wait()
        if self.database:
            drop_database(self.database)
        shutil.rmtree(self.folder, ignore_errors=True)

    # Steps ------------------------------------------------------------------------------------------------------------

    def lose(self):
        shutil.rmtree(self.data)
        self.data.mkdir()
        self.sessions = {}
        if self.database:
            drop_database(self.database)
            self.database = make_database(self.data)

    def run(self, arguments, stdin=""):
        command = [self.binary, arguments[0], "--data", str(self.data), *arguments[1:]]
        done = subprocess.run(command, cwd=self.folder, input=stdin, capture_output=True, text=True, timeout=300)
        self.exit, self.status, self.body = done.returncode, None, done.stdout
        self.errors = done.stderr

    def serve(self):
        self.server = subprocess.Popen([self.binary, "serve", "--data", str(self.data), "--port", "0"], cwd=self.folder,
                                       stdout=subprocess.PIPE, stderr=open(self.folder / "server.log", "a"), text=True)
        for line in self.server.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                return
        raise Failure("the server did not start: " + (self.folder / "server.log").read_text()[-2000:])

    def stop(self, number=signal.SIGTERM):
        self.server.send_signal(number)
        code = self.server.wait(timeout=60)
        self.server = None
        if number == signal.SIGTERM and code != 0:
            raise Failure(f"the server ended with {code}")

    def sign_in(self, role):
        self.headers = {}
        if role == "nobody":
            return
        if role in ROLES and role not in self.users:
            self.run(["user", "add", role, "--role", role], stdin=PASSWORD + "\n")
            if self.exit != 0:
                raise Failure(self.errors)
            self.users[role] = True
        # Signing in is slow on purpose, and bounded.
        self.headers = dict(self.sessions.get(role, {}))
        if self.headers:
            self.request("GET", "/api/v1/session")
            if self.status == 200:
                return
            self.headers = {}
        self.request("POST", "/api/v1/session", json.dumps({"name": role, "password": PASSWORD}))
        if self.status != 200:
            raise Failure(f"{role} could not sign in: {self.body}")
        cookie = next(v for k, v in self.answer_headers if k.lower() == "set-cookie").split(";")[0]
        self.headers = {"Cookie": cookie, "X-Maktab-CSRF": json.loads(self.body)["csrf"]}
        self.sessions[role] = dict(self.headers)

    def use_key(self, role):
        self.run(["user", "key", "system-" + role, "--role", role])
        if self.exit != 0:
            raise Failure(self.errors)
        self.headers = {"Authorization": "ApiKey " + self.body.strip()}

    def request(self, method, path, body=None, content_type="application/json"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = dict(self.headers)
        if self.once:
            headers["Idempotency-Key"], self.once = self.once, None
        if self.version:
            headers["If-Match"], self.version = f'"{self.version}"', None
        if body is not None:
            headers["Content-Type"] = content_type
            body = body if isinstance(body, bytes) else body.encode()
        connection.request(method, urllib.parse.quote(path, safe="/?&=%:,.~-_[]"), body=body, headers=headers)
        answer = connection.getresponse()
        self.status, self.answer_headers = answer.status, answer.getheaders()
        self.body, self.exit = answer.read().decode("utf-8", "replace"), None
        connection.close()

    def upload(self, path, names):
        boundary = secrets.token_hex(16)
        parts = b""
        for name in names:
            field, _, name = name.rpartition("=")
            head = f'form-data; name="{field}"' if field else f'form-data; name="file"; filename="{name}"'
            parts += (f"--{boundary}\r\nContent-Disposition: {head}\r\n"
                      "Content-Type: application/octet-stream\r\n\r\n").encode()
            parts += (self.folder / name).read_bytes() + b"\r\n"
        parts += f"--{boundary}--\r\n".encode()
        self.request("POST", path, parts, f"multipart/form-data; boundary={boundary}")

    def fill(self, line):
        for name, value in self.values.items():
            line = line.replace("{" + name + "}", str(value))
        return line

    # Looking at answers -----------------------------------------------------------------------------------------------

    def value(self, path):
        try:
            node = json.loads(self.body)
        except json.JSONDecodeError:
            node = [json.loads(line) for line in self.body.splitlines() if line.startswith("{")]
        for name, index in re.findall(r"\.([A-Za-z0-9_-]+)|\[(-?\d+|\*)\]", path):
            if index == "*":
                return json.dumps(node, ensure_ascii=False)
            try:
                node = node[name] if name else node[int(index)]
            except (KeyError, IndexError, TypeError):
                return None
        return node

    def compare(self, path, operator, wanted):
        found = self.value(path)
        try:
            wanted_value = json.loads(wanted)
        except json.JSONDecodeError:
            wanted_value = wanted
        checks = {
            "=": lambda: found == wanted_value,
            "!=": lambda: found != wanted_value,
            ">=": lambda: found is not None and found >= wanted_value,
            "<=": lambda: found is not None and found <= wanted_value,
            "contains": lambda: str(wanted_value) in (found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)),
            "~": lambda: found is not None and re.search(str(wanted_value), str(found)) is not None,
            "present": lambda: found is not None,
            "absent": lambda: found is None,
        }
        if not checks[operator]():
            raise Failure(f"{path} is {json.dumps(found, ensure_ascii=False)}, not {operator} {wanted}")


def check_exit(world, wanted):
    if world.exit is not None and world.exit != wanted:
        raise Failure(f"exit code {world.exit}, not {wanted}: {world.errors.strip()} {world.body.strip()[:500]}")


class Scenario:
    def __init__(self, path):
        self.path = path
        self.lines = path.read_text().splitlines()
        text = path.read_text()
        if not re.search(r"^# name: \S", text, re.M) or not re.search(r"^# description: \S", text, re.M):
            raise SystemExit(f"{path}: a scenario begins with '# name:' and '# description:'")

    def play(self, world):
        at, exit_pending = 0, False
        while at < len(self.lines):
            line = self.lines[at].strip()
            number = at + 1
            at += 1
            if not line or line.startswith("#"):
                continue
            line = world.fill(line)
            try:
                if exit_pending and not line.startswith("exit "):
                    check_exit(world, 0)
                exit_pending = False
                if line.startswith("file "):
                    end = next(i for i in range(at, len(self.lines)) if self.lines[i].strip() == "end")
                    path = world.folder / line[5:].strip()
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text("\n".join(self.lines[at:end]) + "\n")
                    at = end + 1
                elif line.startswith("soon "):
                    end = at
                    while end < len(self.lines) and self.lines[end].strip().startswith(("expect ", "$", "body ")):
                        end += 1
                    self.soon(world, line[5:], [world.fill(said.strip()) for said in self.lines[at:end]])
                    at = end
                else:
                    exit_pending = self.step(world, line)
            except (Failure, StopIteration, subprocess.TimeoutExpired) as problem:
                raise Failure(f"{self.path.name}:{number}: {line}\n    {problem}") from None
        if exit_pending:
            check_exit(world, 0)

    def soon(self, world, request, expectations):
        if not expectations:
            raise Failure("say right after it what is expected of the answer")
        until = time.monotonic() + SOON_SECONDS
        while True:
            self.step(world, request)
            try:
                for line in expectations:
                    self.step(world, line)
                return
            except Failure:
                if time.monotonic() > until:
                    raise
            time.sleep(ASK_EVERY)

    def step(self, world, line):
        word, _, rest = line.partition(" ")
        if word == "run":
            world.run(shlex.split(rest))
            return True
        if word == "exit":
            check_exit(world, int(rest))
        elif word == "bureau":
            bureau, _, zone = rest.partition(" ")
            with open(world.data / "settings.toml", "a") as settings:
                settings.write(f"[bureau]\nid = {json.dumps(bureau)}\nzone = {json.dumps(zone)}\n")
        elif word == "lost":
            world.lose()
        elif word == "serve":
            if rest:
                raise Failure("the server has the clock of the machine")
            world.serve()
        elif word == "stop":
            world.stop()
        elif word == "kill":
            world.stop(signal.SIGKILL)
        elif word == "as":
            world.sign_in(rest)
        elif word == "key":
            world.use_key(rest)
        elif word == "version":
            world.version = rest
        elif word == "once":
            world.once = rest
        elif word == "keep":
            (world.folder / rest).write_text(world.body)
        elif word == "upload":
            path, *names = rest.split()
            world.upload(path, names)
        elif word in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"):
            path, _, body = rest.partition(" ")
            kind = "application/x-ndjson" if "/bulk" in path else "application/json"
            data = (world.folder / body[1:]).read_bytes() if body.startswith("@") else (body or None)
            world.request(word, path, data, kind)
        elif word == "expect":
            status, _, code = rest.partition(" ")
            if world.status != int(status) or (code and json.loads(world.body).get("code") != code):
                raise Failure(f"answered {world.status}: {world.body[:800]}")
        elif word == "body":
            negative = rest.startswith("not ")
            text = rest.removeprefix("not ").removeprefix("contains ")
            if (text in world.body) == negative:
                raise Failure(f"the answer is: {world.body[:800]}")
        elif word == "let":
            name, _, path = rest.partition(" = ")
            world.values[name.strip()] = world.value(path.strip())
        elif word.startswith("$"):
            operator, _, wanted = rest.partition(" ")
            world.compare(word, operator, wanted)
        else:
            raise Failure("no such step")
        return False


def main():
    binary, backend, *files = sys.argv[1:]
    failed = 0
    for name in files:
        world = World(binary, backend)
        try:
            Scenario(Path(name)).play(world)
            print(f"ok      {backend}  {name}")
        except Failure as problem:
            failed += 1
            print(f"FAILED  {backend}  {problem}")
            log = world.folder / "server.log"
            if log.exists():
                print("    server log: " + "\n    ".join(log.read_text().splitlines()[-15:]))
        finally:
            world.close()
    sys.exit(1 if failed else 0)


main()
