"""The files that platforms read say what those platforms know, and agree with Koda's settings."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from koda.settings import Settings, variable_names

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = ["compose.yaml", "deploy/coolify/compose.yaml"]
OF_OTHERS = {
    "KODA_DOMAIN", "KODA_PUBLISH", "POSTGRES_PASSWORD",  # of the compose file itself
    "SERVICE_URL_KODA", "SERVICE_URL_KODA_3000", "SERVICE_PASSWORD_KODA",  # Coolify's

}  # fmt: skip


class Strict(BaseModel):
    """What a platform documents, and nothing else."""

    model_config = ConfigDict(extra="forbid")


class FlyCheck(Strict):
    method: Literal["GET"]
    path: str
    interval: str
    timeout: str
    grace_period: str


class FlyConcurrency(Strict):
    type: Literal["connections", "requests"]
    soft_limit: int
    hard_limit: int


class FlyService(Strict):
    internal_port: int
    force_https: bool
    auto_stop_machines: Literal["off", "stop", "suspend"]
    auto_start_machines: bool
    min_machines_running: int
    concurrency: FlyConcurrency
    checks: list[FlyCheck]


class FlyMount(Strict):
    source: str
    destination: str
    initial_size: str


class FlyMachine(Strict):
    size: str
    memory: str


class FlyBuild(Strict):
    dockerfile: str
    target: str = Field(alias="build-target")


class Fly(Strict):
    """fly.io/docs/reference/configuration."""

    app: str
    primary_region: str
    kill_signal: Literal["SIGTERM", "SIGINT"]
    kill_timeout: str
    build: FlyBuild
    env: dict[str, str]
    mounts: list[FlyMount]
    http_service: FlyService
    vm: list[FlyMachine]


class Camel(BaseModel):
    model_config = ConfigDict(extra="forbid", alias_generator=to_camel)


class RailwayBuild(Camel):
    builder: Literal["RAILPACK", "DOCKERFILE", "NIXPACKS"]
    dockerfile_path: str


class RailwayDeploy(Camel):
    healthcheck_path: str
    healthcheck_timeout: int
    restart_policy_type: Literal["ON_FAILURE", "ALWAYS", "NEVER"]
    restart_policy_max_retries: int
    num_replicas: int


class Railway(Strict):
    """docs.railway.com/reference/config-as-code."""

    place: str = Field(alias="$schema")
    build: RailwayBuild
    deploy: RailwayDeploy


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def compose(name: str) -> Any:
    return yaml.safe_load(read(name))


def known_variables() -> set[str]:
    return {name for field in Settings.model_fields for name in variable_names(field)}


def routes() -> set[str]:
    return set(json.loads(read("web/openapi.json"))["paths"])


@pytest.mark.parametrize("name", COMPOSE)
def test_the_compose_files_are_of_their_schema(name: str) -> None:
    tool = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*tool, str(ROOT / name)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_dockerfile_has_no_fault_that_a_linter_finds() -> None:
    tool = Path(sys.executable).parent / "hadolint"
    rules = ["--failure-threshold", "warning"]
    done = subprocess.run(
        [tool, *rules, ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_fly_reads_its_file() -> None:
    found = Fly.model_validate(tomllib.loads(read("fly.toml")))
    assert found.http_service.checks[0].path in routes()
    assert found.mounts[0].destination == found.env["KODA_DATA"]
    assert set(found.env) <= known_variables()
    assert f"FROM koda AS {found.build.target}\n" in read("Dockerfile")


def test_railway_reads_its_file() -> None:
    found = Railway.model_validate_json(read("railway.json"))
    assert found.deploy.healthcheck_path in routes()
    assert (ROOT / found.build.dockerfile_path).is_file()


@pytest.mark.parametrize("name", COMPOSE)
def test_every_variable_of_a_compose_file_is_one_that_is_read(name: str) -> None:
    given = compose(name)["services"]["koda"]["environment"]
    names = {one.partition("=")[0] for one in given}
    asked = set(re.findall(r"\$\{([A-Z0-9_]+)", read(name)))
    assert (names | asked) - OF_OTHERS <= known_variables() | set(
        re.findall(r"^ +(ROOT_\w+|POSTGRES_\w+):", read(name), re.MULTILINE)
    )


@pytest.mark.parametrize("name", COMPOSE)
def test_a_container_has_no_right_that_it_does_not_need(name: str) -> None:
    koda = compose(name)["services"]["koda"]
    assert koda["read_only"] is True
    assert koda["cap_drop"] == ["ALL"]
    assert koda["security_opt"] == ["no-new-privileges:true"]
    assert not koda.get("privileged")
    assert any(one.endswith(":/data") for one in koda["volumes"])


def test_nothing_is_open_to_the_net_without_being_asked_for() -> None:
    (port,) = compose("compose.yaml")["services"]["koda"]["ports"]
    assert port.startswith("${KODA_PUBLISH:-127.0.0.1:")
    others = compose("compose.yaml")["services"]
    assert all("profiles" in one for name, one in others.items() if name != "koda")
    assert "ports" not in compose("deploy/coolify/compose.yaml")["services"]["koda"]


def test_the_image_holds_only_what_koda_is_made_of() -> None:
    lines = read(".dockerignore").splitlines()
    assert lines[1] == "*"
    kept = {line[1:] for line in lines if line.startswith("!")}
    copied = set()
    for line in read("Dockerfile").splitlines():
        if line.startswith("COPY ") and "--from=" not in line:
            copied |= {one for one in line.split()[1:-1] if not one.startswith("--")}
    assert copied == kept
