import json
import os
import subprocess

import pytest


@pytest.fixture
def check(world):
    """The nightly job: `npx hostdouble check virtfusion`, here against the double that stands for the panel."""

    def run(*args):
        target = ["--target", world.urls["virtfusion"], "--only", "packages.*,selfService.currencies"]
        env = {**os.environ, "VIRTFUSION_TOKEN": world.credentials["virtfusion"]["token"]}
        command = ["node_modules/.bin/hostdouble", "check", "virtfusion", *target, *args]
        return subprocess.run(command, env=env, capture_output=True, text=True)

    return run


def drift(world, operation):
    """What the panel answers one day without telling anybody."""
    world.override(operation, patch={"data": None}, drift=True)


def test_a_panel_that_answers_as_ever_is_fine(check):
    night = check()
    assert night.returncode == 0, night.stdout
    assert "The contract holds" in night.stdout


def test_a_drift_fails_the_night_is_accepted_and_only_a_new_one_fails_again(world, check, tmp_path):
    baseline = tmp_path / "hostdouble.baseline.json"
    drift(world, "virtfusion/selfService.currencies")
    night = check()
    assert night.returncode == 2, night.stdout
    assert "selfService.currencies" in night.stdout

    check("--write-baseline", baseline)
    accepted = json.loads(baseline.read_text())
    assert accepted["allow"]
    for one in accepted["allow"]:
        one["reason"] = "told the vendor"
    baseline.write_text(json.dumps(accepted))
    assert check("--baseline", baseline).returncode == 0

    drift(world, "virtfusion/packages.list")
    night = check("--baseline", baseline)
    assert night.returncode == 2, night.stdout
    assert "packages.list" in night.stdout
