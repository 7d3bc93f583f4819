"""Up, down, run, status and reset of the whole local stack, step by step."""

import hashlib
import json
import shutil
import signal
import time
from dataclasses import dataclass, field
from types import FrameType

import httpx2

from local import deploy, preflight, seed, servers, site, summary, warm
from local.addresses import Addresses
from local.aws import Account
from local.emulator import Emulator
from local.paths import Build, State
from local.ports import Ports, choose, recall
from local.processes import TRASH, Process, discard, stop
from local.summary import step
from local.template import Template, for_emulator, rest_api_id

READY_SECONDS = 60


class NotBuilt(RuntimeError):
    """What the Makefile builds first is missing."""


@dataclass(frozen=True)
class Stack:
    """The local stack in its state folder, made of what the build folder holds."""

    state: State = field(default_factory=State)
    build: Build = field(default_factory=Build)

    def up(self, warm_up: bool = True) -> None:
        """Start what does not run, deploy what has changed, seed what is missing, tell where.
        Without `warm_up` each function starts with its first event."""
        began = time.monotonic()
        template = self.template()
        ports = self.ports()
        emulator = Emulator(self.state, ports.gateway)
        if emulator.process.pid() is None:
            if not emulator.installed:
                with step("Installing the AWS emulator"):
                    emulator.install()
            with step("Starting the AWS emulator"):
                emulator.start()
        addresses = Addresses(ports, rest_api_id(template))
        account = Account(addresses.aws)
        self.deploy(account, template, addresses)
        with step("Starting the provider simulator"):
            servers.simulator(self.state, ports.simulator).start(
                "--aws", addresses.aws, "--state", str(self.state.folder)
            )
            servers.edge(self.state, ports.edge).start(
                "--aws", addresses.aws, "--site", str(self.state.site)
            )
        with step("Starting the application"):
            wait_for(f"{addresses.api}/openapi.json")
        if warm_up:
            with step("Warming the workers"):
                warm.start_workers(account)
                warm.start_doors(account, addresses.api)
        with step("Preparing the demo account"):
            demo = seed.ensure(addresses)
        endpoints = addresses.write(self.state.endpoints, demo)
        seed.open_shop(addresses)
        summary.show(endpoints, seconds=time.monotonic() - began)

    def deploy(self, account: Account, template: Template, addresses: Addresses) -> None:
        """Template and web files into the account, each unless it is there already."""
        fit = deploy.upload_artefacts(account, for_emulator(template), self.build.folder)
        parameters = addresses.parameters()
        wanted = {
            "stack": hashlib.sha256(json.dumps([fit, parameters]).encode()).hexdigest(),
            "site": site.fingerprint(self.build, api=addresses.api),
        }
        held = json.loads(self.state.deployed.read_text()) if self.state.deployed.exists() else {}
        if deploy.status(account) not in deploy.GOOD:
            held = {}
        if held.get("stack") != wanted["stack"]:
            with step("Deploying the application"):
                outputs = deploy.deploy(account, fit, parameters)
                preflight.restore(account, addresses.rest_api_id, template)
                self.state.site.write_text(outputs["SiteDomainName"])
        if held != wanted:
            with step("Publishing console and widget"):
                bucket = deploy.outputs(account)["SiteBucketName"]
                site.publish(account, bucket, self.build, api=addresses.api)
        self.state.deployed.write_text(json.dumps(wanted))

    def run(self) -> None:
        """Up in the foreground, until Ctrl-C or until something stops by itself."""
        for name in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, interrupt)
        try:
            self.up()
            summary.how_to_stop()
            while all(process.pid() for process in self.processes()):
                time.sleep(1)
            summary.died([process for process in self.processes() if not process.pid()])
        except KeyboardInterrupt:
            print()
        finally:
            self.down()

    def down(self) -> None:
        """Stop everything; the emulator writes its state on the way."""
        with step("Stopping"):
            stop(reversed(self.processes()))
            discard(self.state.emulator_temporary)

    def status(self) -> bool:
        """Tell what runs and where. False when something does not."""
        running = {process.name: process.pid() for process in self.processes()}
        summary.processes(running)
        if all(running.values()) and running and self.state.endpoints.exists():
            summary.show(json.loads(self.state.endpoints.read_text()))
        return bool(running) and all(running.values())

    def reset(self) -> None:
        """Stop and forget: the next start is the first one again."""
        self.down()
        with step("Removing the data"):
            for path in self.state.folder.glob("*"):
                if path.name.startswith(TRASH):
                    continue  # going already
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()

    def ports(self) -> Ports:
        """The ports in use while anything of ours runs, else chosen anew."""
        if any(process.pid() for process in self.processes()):
            ports = recall(self.state.ports)
            if ports:
                return ports
        return choose(self.state.ports)

    def processes(self) -> list[Process]:
        """Our servers, the emulator first; none before the first start."""
        ports = recall(self.state.ports)
        if ports is None:
            return []
        return [
            Emulator(self.state, ports.gateway).process,
            servers.simulator(self.state, ports.simulator).process,
            servers.edge(self.state, ports.edge).process,
        ]

    def template(self) -> Template:
        """The packaged template. Raises NotBuilt with the way out when something is missing."""
        for path, what in (
            (self.build.template, "application"),
            (self.build.console, "console"),
            (self.build.widget, "widget"),
        ):
            if not path.exists():
                raise NotBuilt(
                    f"The {what} is not built ({path} is missing). Use `make up` or "
                    "`make run`, which build before they start."
                )
        template: Template = json.loads(self.build.template.read_text())
        return template


def interrupt(number: int, frame: FrameType | None) -> None:
    """Let a closed terminal or a `kill` stop the stack as Ctrl-C does."""
    raise KeyboardInterrupt


def wait_for(url: str) -> None:
    """Wait until the address answers with success. The first call starts the API's Lambda."""
    until = time.monotonic() + READY_SECONDS
    while (answer := httpx2.get(url, timeout=READY_SECONDS)).is_error:
        if time.monotonic() > until:
            raise RuntimeError(f"{url} is answered {answer.status_code}: {answer.text[:300]}")
        time.sleep(0.5)
