#!/usr/bin/env python3
"""Kills the server with SIGKILL at random instants while people take in notices, broadcast bulletins that rest on them, order ends
and confirm what is gone, and holds the promises against what is left, before and after a rebuild:

P1  every action that was acknowledged is there
P2  what is shown is the replay of the ledger
P3  the ledger verifies
P4  what has ended hits no check, and each holder of a copy owes its receipt or has confirmed
P5  a bulletin hits while one of its sources lives, and no longer

    tests/kill_alerts.py BUILD/maktab sqlite|postgresql ROUNDS [SEED]

The instant is chosen by the number of actions that were acknowledged, so that nothing waits for time to pass. What was asked and had
no answer may be done or not; the records say which, and checks must say the same.
"""
import random
import signal
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from server import Caller, Server, data_folder, make_key, must_run, not_sound, together  # noqa: E402

OFFICERS, SUPERVISORS = 6, 4
UNITS = ["central_bureau", "pursuits", "arab_liaison", "vehicles", "cooperation"]
COUNTRIES = ["DE", "FR", "TN"]
LEGAL_CHECK = ["article_2", "article_3", "dual_criminality", "national_law"]
REGISTERS = ("notices", "bulletins", "ends")
NO, ASKED, YES = "no", "asked", "yes"      # what is known of an action: asked and not answered may be done or not


class Alert:
    """A notice, or a bulletin with the notices that it rests on."""

    def __init__(self, record, paper, holders, sources=()):
        self.id, self.number, self.version = record["id"], record["number"], record["version"]
        self.paper, self.holders, self.sources = paper, holders, sources
        self.begun, self.ended = NO, NO
        self.memo = None                    # id of the end by which its copies go
        self.confirmed = {}                 # holder -> ASKED or YES

    def without_source(self):
        return bool(self.sources) and all(one.ended == YES for one in self.sources)

    def must_be_silent(self):
        return self.begun == NO or self.ended == YES or self.without_source()

    def must_hit(self):
        alive = not self.sources or any(one.begun == YES and one.ended == NO for one in self.sources)
        return self.begun == YES and self.ended == NO and alive


class World:
    """All that was acknowledged in any round."""

    def __init__(self):
        self.notices, self.bulletins = [], []
        self.papers = 0

    def alerts(self):
        return self.notices + self.bulletins


class Round:
    """Until so many actions are acknowledged; then the server is killed."""

    def __init__(self, server, keys, rng, world):
        self.server, self.keys, self.world = server, keys, world
        self.left = rng.randrange(20, 250)
        self.lock = threading.Lock()
        self.dead = threading.Event()
        self.wrong = []
        self.acknowledged = 0

    def count(self):
        with self.lock:
            self.acknowledged += 1
            self.left -= 1
            if self.left == 0:
                self.dead.set()
                self.server.signal(signal.SIGKILL)

    def act(self, caller, record, version, action, values, may_be=()):
        """The record after it; None if it was refused as it may be."""
        status, answer = caller.call("POST", f"/api/v1/records/{record}/actions/{action}",
                                     {"values": values, "reason": "made up"}, If_Match=f'"{version}"')
        if status == 200:
            self.count()
            return answer
        if (answer or {}).get("code") not in may_be:
            self.wrong.append(f"{action} was answered {status}: {answer}")
        return None

    def create(self, caller, register, values):
        record = caller.must("POST", f"/api/v1/registers/{register}/records", {"apart_reason": "made up", "values": values})
        self.count()
        return record

    def new_paper(self):
        with self.lock:
            self.world.papers += 1
            return f"QK{7_000_000 + self.world.papers}"

    def publish(self, caller, rng):
        paper, holders = self.new_paper(), rng.sample(COUNTRIES, rng.randrange(3))
        record = self.create(caller, "notices", {
            "direction": "incoming", "kind": "diffusion", "type": "red", "partner": "PT", "reference": "R-" + paper,
            "summary": "Made up", "persons": [{"name": f"Zorvan {paper}", "document": paper}],
            **({"recipients": holders} if holders else {})})
        notice = Alert(record, paper, holders)
        with self.lock:
            self.world.notices.append(notice)
        self.begin(caller, notice, "take_in", {})

    def begin(self, caller, alert, action, values, may_be=()):
        with self.lock:
            alert.begun = ASKED
        done = self.act(caller, alert.id, alert.version, action, values, may_be)
        with self.lock:
            alert.begun = YES if done else NO

    def draft(self, caller, rng):
        with self.lock:
            living = [one for one in self.world.notices if one.begun == YES and one.ended == NO]
        if not living:
            return
        sources = rng.sample(living, min(len(living), rng.choice([1, 2, 2])))
        paper, units = self.new_paper(), rng.sample(UNITS, rng.randrange(1, 4))
        record = self.create(caller, "bulletins", {
            "channel": "interpol", "purpose": rng.choice(["arrest", "locate"]), "summary": "Made up", "units": units,
            "sources": [one.number for one in sources], "persons": [{"name": f"Mirtel {paper}", "document": paper}]})
        with self.lock:
            self.world.bulletins.append(Alert(record, paper, units, sources))

    def approve(self, caller, rng):
        with self.lock:
            drafts = [one for one in self.world.bulletins if one.begun == NO and not one.without_source()][-20:]
            if not drafts:
                return
            bulletin = rng.choice(drafts)
            bulletin.begun = ASKED  # so that nobody else does
        # Its sources may be ended at this moment by another one.
        self.begin(caller, bulletin, "approve", {"legal_check": LEGAL_CHECK},
                   ("store.record_changed", "action.not_now", "alert.no_source"))

    def end(self, caller, other, rng):
        """Prepared by one, ordered by another; of each alert once."""
        with self.lock:
            running = [one for one in self.world.alerts() if one.begun == YES and one.ended == NO and not one.must_be_silent()]
            # Notices twice as often: bulletins end with them.
            running += [one for one in running if not one.sources]
            if len(running) < 8:
                return
            alert = rng.choice(running)
            alert.ended = ASKED
        memo = self.create(caller, "ends", {"alert": alert.number, "channel": "interpol",
                                            "cause": "court_order" if alert.sources else rng.choice(["source", "ccf", "expiry"])})
        self.act(other, memo["id"], memo["version"], "order", {}, ("alert.not_in_force",) if alert.sources else ())
        with self.lock:
            # A bulletin that is in force no more has ended with its last source.
            alert.ended = YES

    def receive(self, caller, rng):
        with self.lock:
            owing = [one for one in self.world.alerts() if one.memo and len(one.confirmed) < len(one.holders)]
            if not owing:
                return
            alert = rng.choice(owing)
            holder = next(one for one in alert.holders if one not in alert.confirmed)
            alert.confirmed[holder] = ASKED
        field = "receipts_from" if alert.sources else "receipts_from_countries"
        version = caller.must("GET", "/api/v1/records/" + alert.memo)["version"]
        done = self.act(caller, alert.memo, version, "receive" if alert.sources else "receive_countries", {field: [holder]},
                        ("store.record_changed",))
        with self.lock:
            if done:
                alert.confirmed[holder] = YES
            else:
                del alert.confirmed[holder]

    def work(self, who, seed):
        rng = random.Random(seed)
        caller = Caller(self.server.port, self.keys[who])
        other = Caller(self.server.port, self.keys[0])  # who prepared an end does not order it
        while not self.dead.is_set() and not self.wrong:
            what = rng.random()
            if who < OFFICERS:
                (self.publish if what < 0.4 else self.draft if what < 0.75 else self.receive)(caller, rng)
            elif what < 0.5:
                self.approve(caller, rng)
            else:
                self.end(other, caller, rng)

    def play(self, rng):
        seeds = [rng.random() for _ in self.keys]
        try:
            together([lambda who=who: self.work(who, seeds[who]) for who in range(len(self.keys))])
        finally:
            self.server.end(signal.SIGKILL)


def settle(caller, world):
    """What was asked and not answered is done or not: the records say which. Also finds by which end each copy goes."""
    states = {record["id"]: record["state"] for register in REGISTERS for record in caller.records(register).values()}
    for alert in world.alerts():
        if alert.begun == ASKED:
            alert.begun = NO if states[alert.id] in ("draft", "drafted", "held", "refused") else YES
        if alert.ended == ASKED:
            alert.ended = YES if states[alert.id] in ("withdrawn", "cancelled", "expired", "closed", "ceasing", "ceased") else NO
        if alert.begun == YES and alert.must_be_silent() and not alert.memo:
            memos = {record["id"]: record for record in caller.pages(f"/api/v1/records?register=ends&filter=alert:{alert.number}")
                     if record["state"] in ("circulating", "complete")}
            if len(memos) != 1:
                return f"P4: {alert.number} has ended, and {len(memos)} ends went out"
            alert.memo = next(iter(memos))
    return None


def hits_of(caller, paper):
    answer = caller.must("POST", "/api/v1/checks", {"text": paper, "limit": 100})
    return {hit["id"].split(".")[0] for hit in answer["results"]}


def wrong_hit(caller, world):
    """P4, P5."""
    for alert in world.alerts():
        hits = hits_of(caller, alert.paper)
        if hits - {alert.id}:
            return f"P4: a check for {alert.paper} hits what it does not search: {hits}"
        if alert.must_be_silent() and hits:
            return f"P4: {alert.number} has ended or never began, and hits"
        if alert.must_hit() and not hits:
            return f"P5: {alert.number} is in force and does not hit; its sources: " + ", ".join(
                f"{one.number} {one.begun} {one.ended}" for one in alert.sources)
        if not alert.must_be_silent() and not alert.must_hit():
            return f"{alert.number} is neither in force nor over: {alert.begun} {alert.ended}"
    return None


def wrong_receipt(caller, world):
    """P4: each holder of a copy of what has ended owes its receipt or has confirmed."""
    owed = {}
    for clock in caller.pages("/api/v1/deadlines?owed=1&register=ends"):
        owed.setdefault(clock["record"], set()).add(clock["holder"])
    for alert in world.alerts():
        if not alert.memo:
            continue
        owes = owed.pop(alert.memo, set())
        sure = {holder for holder, known in alert.confirmed.items() if known == YES}
        perhaps = set(alert.confirmed)
        if owes & sure or not set(alert.holders) - perhaps <= owes or not owes <= set(alert.holders):
            return f"P4: copies of {alert.number} went to {alert.holders}, {sure} confirmed, and {owes} owe"
        alert.confirmed = {holder: YES for holder in alert.holders if holder not in owes}
        state = caller.must("GET", "/api/v1/records/" + alert.memo)["state"]
        if state != ("circulating" if owes else "complete"):
            return f"P4: the end of {alert.number} is {state}, and {owes or 'nobody'} owes"
    return f"P4: receipts are owed of what has not ended: {owed}" if owed else None


def shown(caller):
    owed = sorted((clock["record"], clock["rule"], clock["holder"], clock["due_at"])
                  for clock in caller.pages("/api/v1/deadlines?owed=1"))
    return {register: caller.records(register) for register in REGISTERS}, owed


def look(binary, data, key, world, first):
    """Starts a server and looks; what is wrong, or None, and what is shown."""
    server = Server(binary, data)
    try:
        caller = Caller(server.port, key)
        wrong = settle(caller, world) if first else None
        wrong = wrong or wrong_hit(caller, world) or wrong_receipt(caller, world)
        return wrong, shown(caller)
    finally:
        server.end(signal.SIGTERM)


def hold(binary, data, key, world):
    """What must be true after each kill; returns what is wrong, or None."""
    wrong = not_sound(binary, data)
    if wrong:
        return wrong
    wrong, before = look(binary, data, key, world, True)
    if wrong:
        return wrong
    must_run(binary, data, "rebuild")
    wrong, after = look(binary, data, key, world, False)
    return wrong or (None if after == before else "P2: a rebuild shows something else")


def main():
    binary, backend, rounds = str(Path(sys.argv[1]).resolve()), sys.argv[2], int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else random.randrange(1 << 30)
    rng = random.Random(seed)
    with data_folder(backend) as data:
        roles = ["officer"] * OFFICERS + ["supervisor"] * SUPERVISORS
        keys = [make_key(binary, data, f"person{i}", role) for i, role in enumerate(roles)]
        world, acknowledged = World(), 0
        for number in range(rounds):
            played = Round(Server(binary, data), keys, rng, world)
            played.play(rng)
            acknowledged += played.acknowledged
            wrong = "; ".join(played.wrong[:3]) or hold(binary, data, keys[0], world)
            if wrong:
                print(f"round {number} of seed {seed}: {wrong}")
                sys.exit(1)
        over = sum(one.begun == YES and one.must_be_silent() for one in world.alerts())
        print(f"{rounds} kills under {len(keys)} people ({backend}, seed {seed}): {acknowledged} acknowledged actions; "
              f"{sum(one.must_hit() for one in world.alerts())} alerts in force hit, {over} that ended do not, "
              f"{sum(len(one.confirmed) for one in world.alerts())} receipts came, the same after each rebuild")


main()
