"""What is shipped for operating Rostra names verbs, options and settings that exist."""

import shlex
from pathlib import Path

import yaml

from rostra.settings import load_settings

ROOT = Path(__file__).parent.parent


def verbs():
    from rostra.cli._main import rostra

    return rostra.commands


def check(command):
    """Fail where a command names a verb or an option that the command line lacks."""
    words = shlex.split(command)
    verb = verbs()[words[1]]
    options = {name for option in verb.params for name in option.opts}
    assert {word for word in words[2:] if word.startswith("--")} <= options


def test_the_unit_starts_a_verb_that_is_there():
    lines = (ROOT / "deploy/rostra.service").read_text().splitlines()
    (start,) = (line for line in lines if line.startswith("ExecStart="))
    check(start.partition("=")[2])


def test_the_image_starts_a_verb_and_copies_what_is_there():
    lines = (ROOT / "deploy/Dockerfile").read_text().splitlines()
    copied = [word for line in lines if line.startswith("COPY") for word in line.split()[1:-1]]
    assert all((ROOT / name).exists() for name in copied)
    (start,) = (line for line in lines if line.startswith("CMD"))
    check(shlex.join(yaml.safe_load(start.partition(" ")[2])))


def test_the_services_fit_each_other(tmp_path):
    told = yaml.safe_load((ROOT / "compose.yaml").read_text())
    for service in told["services"].values():
        for volume in service["volumes"]:
            assert volume.partition(":")[0] in told["volumes"]
    rostra = told["services"]["rostra"]
    assert (ROOT / rostra["build"]["dockerfile"]).exists()
    assert all(port.startswith("127.0.0.1:") for port in rostra["ports"])
    settings = load_settings(data=tmp_path, environ=rostra["environment"])
    assert settings.server.allowed_hosts == ["localhost"]
