#!/usr/bin/env python3
"""A receiver that is no part of the program: what it is told, checked as docs/formats/webhooks.md says, also after the server was
killed with a message on its way.

    tests/webhooks.py BUILD/maktab sqlite|postgresql

Nothing waits for time to pass: the receiver says when something has come.
"""
import hashlib
import hmac
import http.server
import json
import queue
import signal
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from server import Caller, Server, data_folder, make_key  # noqa: E402

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


def register(caller, summary):
    return caller.must("POST", "/api/v1/registers/requests/records", {
        "apart_reason": "made up",
        "values": {"direction": "outgoing", "channel": "other", "partner": "FR", "subject_matter": "fraud",
                   "priority": "routine", "summary": summary}})


def walk(binary, data, receiver):
    key = make_key(binary, data, "made-up system", "administrator")
    server = Server(binary, data)
    caller = Caller(server.port, key)
    url = f"http://127.0.0.1:{receiver.server_address[1]}/in"
    status, made = caller.call("POST", "/api/v1/webhooks",
                               {"url": url, "secret": SECRET, "kinds": ["record.created", "record.acted"]})
    assert status == 201, made
    path = f"/api/v1/webhooks/{made['id']}"

    receiver.answers.put(204)
    first = register(caller, "zqone")
    message, attempt = receiver.next()
    assert (message["kind"], message["record"]["id"], attempt) == ("record.created", first["id"], 1), message
    assert "zqone" not in json.dumps(message)

    # Killed while a message is on its way: the next program sends it again.
    receiver.answers.put(None)
    second = register(caller, "zqtwo")
    message, attempt = receiver.next()
    assert message["record"]["id"] == second["id"] and attempt == 1
    server.end(signal.SIGKILL)
    server = Server(binary, data)
    caller = Caller(server.port, key)
    receiver.answers.put(200)
    status, _ = caller.call("POST", f"{path}/deliveries/{message['id']}/send-again")
    assert status == 204, status
    again, _ = receiver.next()
    assert again == message, "the same message"

    # What is refused waits and says why; by hand it goes at once.
    receiver.answers.put(500)
    status, record = caller.call("POST", f"/api/v1/records/{first['id']}/actions/withdraw", {"reason": "made up"},
                                 If_Match='"1"')
    assert status == 200, record
    message, _ = receiver.next()
    assert (message["action"], message["to"], message["version"]) == ("withdraw", "withdrawn", 2), message
    receiver.answers.put(200)
    status, _ = caller.call("POST", f"{path}/deliveries/{message['id']}/send-again")
    again, _ = receiver.next()
    assert status == 204 and again == message

    # Where the settings do not allow it, nothing goes to this machine any more.
    server.end(signal.SIGTERM)
    settings = Path(data) / "settings.toml"
    settings.write_text(settings.read_text().replace("allow_private = true", "allow_private = false"))
    server = Server(binary, data)
    caller = Caller(server.port, key)
    status, problem = caller.call("POST", "/api/v1/webhooks", {"url": url, "kinds": ["record.acted"]})
    assert (status, problem["code"]) == (422, "webhook.private_address"), problem
    server.end(signal.SIGTERM)
    assert receiver.came.empty()


def main(binary, backend):
    with data_folder(backend) as data:
        with open(Path(data) / "settings.toml", "a") as settings:
            settings.write("[webhooks]\nallow_http = true\nallow_private = true\n")
        receiver = Receiver()
        try:
            walk(str(Path(binary).resolve()), data, receiver)
            print("what happened was told, signed, once more after a kill")
        finally:
            receiver.over.set()
            receiver.shutdown()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
