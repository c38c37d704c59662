"""A PostgreSQL database of its own for one test, in the cluster that MAKTAB_TEST_POSTGRES names."""
import json
import os
import re
import secrets
import subprocess
import urllib.parse


def make_database(data):
    """Makes it, and the settings.toml in the folder `data` that names it. Gives its name."""
    url = os.environ["MAKTAB_TEST_POSTGRES"]
    name = "whole_" + secrets.token_hex(6)
    subprocess.run(["psql", "-q", url, "-c", f"CREATE DATABASE {name}"], check=True)
    parts = urllib.parse.urlsplit(url)
    own = (urllib.parse.urlunsplit(parts._replace(path="/" + name)) if parts.scheme
           else re.sub(r"dbname=\S+", "", url) + f" dbname={name}")
    (data / "settings.toml").write_text(f"[database]\nurl = {json.dumps(own)}\n")
    return name


def drop_database(name):
    subprocess.run(["psql", "-q", os.environ["MAKTAB_TEST_POSTGRES"], "-c", f"DROP DATABASE {name} WITH (FORCE)"], check=True)
