"""The helper itself: what it says when something is wrong, and that it leaves nothing behind."""

import os
import subprocess
import sys
import time

import pytest

from hostdouble import Hostdouble, HostdoubleError


def test_says_the_sentence_of_the_server(world):
    with pytest.raises(HostdoubleError, match='no operation is named "infrahub/nope"'):
        world.fault("infrahub/nope", failure="internal")
    with pytest.raises(HostdoubleError, match="failure: must be"):
        world.fault("infrahub/*", failure="nope")


def test_forgets_a_world_and_says_so(hostdouble):
    with hostdouble.world() as world:
        assert world.calls() == []
    with pytest.raises(HostdoubleError, match=f'there is no world "{world.name}"'):
        world.calls()


def test_says_why_a_server_does_not_start():
    with pytest.raises(HostdoubleError, match="ended with 1: .*no-such-seed"):
        Hostdouble.start("--seed", "no-such-seed")


def test_says_where_no_server_answers():
    with pytest.raises(HostdoubleError, match="no hostdouble answers at http://127.0.0.1:9"):
        Hostdouble("http://127.0.0.1:9").world()


def test_takes_the_server_at_hand_and_leaves_it_running(hostdouble, monkeypatch):
    monkeypatch.setenv("HOSTDOUBLE_URL", hostdouble.url)
    with Hostdouble.at_hand() as same:
        assert same.url == hostdouble.url
    assert hostdouble.admin("GET", "/health")


def test_stops_what_it_started():
    with Hostdouble.start() as double:
        double.admin("GET", "/health")
    with pytest.raises(HostdoubleError, match="no hostdouble answers"):
        double.admin("GET", "/health")


def test_leaves_no_server_behind_when_it_is_killed():
    code = "from hostdouble import Hostdouble; double = Hostdouble.start(); print(double.url, flush=True); input()"
    env = {**os.environ, "PYTHONPATH": os.path.dirname(__file__)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code], env=env, text=True, **pipes) as tests:
        double = Hostdouble(tests.stdout.readline().strip())
        double.admin("GET", "/health")
        tests.kill()
    until = time.monotonic() + 20
    with pytest.raises(HostdoubleError, match="no hostdouble answers"):
        while time.monotonic() < until:
            double.admin("GET", "/health")
            time.sleep(0.05)
