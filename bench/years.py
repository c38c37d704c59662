#!/usr/bin/env python3
"""Makes the ledger of a data folder on SQLite as long as that of many years: what was done to records is there again for
each year before, with ids, numbers and dates of its own.

    bench/years.py FOLDER YEARS

Entries are written as docs/formats/ledger.md says, and the head is signed with the key of the folder. The projections
are then those of `maktab rebuild`, and `maktab verify` says whether the ledger is sound. Files are not doubled: the
records of all years speak of the same ones. Needs openssl.
"""
import base64
import hashlib
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ID = re.compile(r'"([0-9a-f]{20})"')
YEAR = re.compile(r'\b(202[56])(?=[-/ "])')
DAY = 86_400 * 1_000_000
COLUMNS = "at, kind, actor_id, actor_name, actor_role, actor_kind, purpose, subject, body"


def leaf_hash(cells):
    out = [b"\0maktab-entry-1\n"]
    for cell in cells:
        text = str(cell).encode()
        out.append(b"%d:%s," % (len(text), text))
    return hashlib.sha256(b"".join(out)).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


class Frontier:
    """The roots of the complete subtrees, the largest first."""

    def __init__(self, size, text):
        self.size = size
        self.roots = [bytes.fromhex(text[at:at + 64]) for at in range(0, len(text), 64)]

    def append(self, leaf):
        size = self.size
        while size & 1:
            leaf = node(self.roots.pop(), leaf)
            size >>= 1
        self.roots.append(leaf)
        self.size += 1

    def root(self):
        root = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            root = node(left, root)
        return root


def sign(folder, public_key, text):
    private = (folder / "keys/ledger.key").read_text().strip().removeprefix("PRIVATE+KEY+")
    seed = base64.b64decode(private.split("+", 2)[2])[1:]
    der = bytes.fromhex("302e020100300506032b657004220420") + seed
    pem = "-----BEGIN PRIVATE KEY-----\n" + base64.b64encode(der).decode() + "\n-----END PRIVATE KEY-----\n"
    with tempfile.TemporaryDirectory() as made:
        key, note = Path(made) / "key", Path(made) / "note"
        key.write_text(pem)
        note.write_text(text)
        signature = subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", key, "-in", note],
                                   check=True, capture_output=True).stdout
    name, key_hash, _ = public_key.split("+", 2)
    return f"{text}\n\u2014 {name} {base64.b64encode(bytes.fromhex(key_hash) + signature).decode()}\n"


def other_id(text, years):
    return f"{(int(text[:2], 16) + years) % 256:02x}{text[2:]}"


def earlier(row, years):
    at, *rest, subject, body = row
    body = ID.sub(lambda found: f'"{other_id(found.group(1), years)}"', body)
    body = YEAR.sub(lambda found: str(int(found.group(1)) - years), body)
    return (at - years * 365 * DAY, *rest, other_id(subject, years), body)


def main():
    folder, years = Path(sys.argv[1]), int(sys.argv[2])
    database = sqlite3.connect(folder / "maktab.db", isolation_level=None)
    size, frontier, public_key = database.execute("select size, frontier, public_key from ledger_head").fetchone()
    tree = Frontier(size, frontier)
    rows = database.execute(f"select {COLUMNS} from entry where kind like 'record.%' or kind like 'subject.%' "
                            "order by seq").fetchall()
    database.execute("begin immediate")
    for year in range(1, years):
        for row in rows:
            cells = (tree.size, *earlier(row, year))
            leaf = leaf_hash(cells)
            database.execute(f"insert into entry (seq, {COLUMNS}, leaf_hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                             (*cells, leaf.hex()))
            tree.append(leaf)
    root = tree.root()
    name = public_key.split("+", 1)[0]
    note = sign(folder, public_key, f"{name}\n{tree.size}\n{base64.b64encode(root).decode()}\n")
    database.execute("update ledger_head set size = ?, frontier = ?, root = ?, note = ? where id = 1",
                     (tree.size, "".join(one.hex() for one in tree.roots), root.hex(), note))
    database.execute("commit")
    print(f"{tree.size:,} entries")


main()
