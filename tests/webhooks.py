#!/usr/bin/env python3
"""A receiver that is no part of the program: what it is told, checked as docs/formats/webhooks.md says, also after the server was
killed with a message on its way.

    tests/webhooks.py BUILD/maktab sqlite|postgresql

Nothing waits for time to pass: the receiver says when something has come.
"""
import hashlib
import hmac
import http.client
import http.server
import json
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from databases import make_database, drop_database  # noqa: E402

SECRET = "a-made-up-secret-of-tests"
PATIENCE = 120


class Receiver(http.server.ThreadingHTTPServer):
    """`came` holds what came; where `answers` says None the connection is left without an answer until the test ends."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.came, self.answers, self.over = queue.Queue(), queue.Queue(), threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def next(self):
        headers, body = self.came.get(timeout=PATIENCE)
        stamp = headers["Maktab-Timestamp"]
        expected = "v1=" + hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        assert hmac.compare_digest(expected, headers["Maktab-Signature"]), "the signature is not ours"
        assert abs(time.time() - int(stamp)) < 300, stamp
        message = json.loads(body)
        assert message["id"] == headers["Maktab-Delivery"] and message["kind"] == headers["Maktab-Kind"]
        return message, int(headers["Maktab-Attempt"])


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.server.answers.get(timeout=PATIENCE)
        self.server.came.put((self.headers, body))
        if status is None:
            self.server.over.wait()
            return
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_):
        pass


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

    def end(self, number):
        self.process.send_signal(number)
        self.process.wait()

    def call(self, key, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, json.dumps(body) if body is not None else None,
                           {"Content-Type": "application/json", "Authorization": "ApiKey " + key,
                            **{name.replace("_", "-"): value for name, value in headers.items()}})
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text else None


def register(server, key, summary):
    status, record = server.call(key, "POST", "/api/v1/registers/requests/records", {
        "apart_reason": "made up",
        "values": {"direction": "outgoing", "channel": "other", "partner": "FR", "subject_matter": "fraud",
                   "priority": "routine", "summary": summary}})
    assert status == 201, record
    return record


def walk(binary, data, receiver):
    key = subprocess.run([binary, "user", "--data", data, "key", "made-up system", "--role", "administrator"],
                         capture_output=True, text=True, check=True).stdout.strip()
    server = Server(binary, data)
    url = f"http://127.0.0.1:{receiver.server_address[1]}/in"
    status, made = server.call(key, "POST", "/api/v1/webhooks",
                               {"url": url, "secret": SECRET, "kinds": ["record.created", "record.acted"]})
    assert status == 201, made
    path = f"/api/v1/webhooks/{made['id']}"

    receiver.answers.put(204)
    first = register(server, key, "zqone")
    message, attempt = receiver.next()
    assert (message["kind"], message["record"]["id"], attempt) == ("record.created", first["id"], 1), message
    assert "zqone" not in json.dumps(message)

    # Killed while a message is on its way: the next program sends it again.
    receiver.answers.put(None)
    second = register(server, key, "zqtwo")
    message, attempt = receiver.next()
    assert message["record"]["id"] == second["id"] and attempt == 1
    server.end(signal.SIGKILL)
    server = Server(binary, data)
    receiver.answers.put(200)
    status, _ = server.call(key, "POST", f"{path}/deliveries/{message['id']}/send-again")
    assert status == 204, status
    again, _ = receiver.next()
    assert again == message, "the same message"

    # What is refused waits and says why; by hand it goes at once.
    receiver.answers.put(500)
    status, record = server.call(key, "POST", f"/api/v1/records/{first['id']}/actions/withdraw", {"reason": "made up"},
                                 If_Match='"1"')
    assert status == 200, record
    message, _ = receiver.next()
    assert (message["action"], message["to"], message["version"]) == ("withdraw", "withdrawn", 2), message
    receiver.answers.put(200)
    status, _ = server.call(key, "POST", f"{path}/deliveries/{message['id']}/send-again")
    again, _ = receiver.next()
    assert status == 204 and again == message

    # Where the settings do not allow it, nothing goes to this machine any more.
    server.end(signal.SIGTERM)
    settings = Path(data) / "settings.toml"
    settings.write_text(settings.read_text().replace("allow_private = true", "allow_private = false"))
    server = Server(binary, data)
    status, problem = server.call(key, "POST", "/api/v1/webhooks", {"url": url, "kinds": ["record.acted"]})
    assert (status, problem["code"]) == (422, "webhook.private_address"), problem
    server.end(signal.SIGTERM)
    assert receiver.came.empty()


def main(binary, backend):
    folder = tempfile.mkdtemp(prefix="maktab-webhooks-")
    data = Path(folder) / "data"
    data.mkdir(mode=0o700)
    name = make_database(data) if backend == "postgresql" else ""
    settings = data / "settings.toml"
    before = settings.read_text() if settings.exists() else ""
    settings.write_text(before + "[webhooks]\nallow_http = true\nallow_private = true\n")
    receiver = Receiver()
    try:
        walk(binary, str(data), receiver)
        print("what happened was told, signed, once more after a kill")
    finally:
        receiver.over.set()
        receiver.shutdown()
        shutil.rmtree(folder, ignore_errors=True)
        if name:
            drop_database(name)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
