"""A Chromium for the end-to-end suite: one found on the machine, or installed.

    python -m tests.e2e.browser     finds or installs one and prints where it is

Looked for in this order: $CHROMIUM, the usual names on PATH, a copy that Playwright has. Where none
is found: apt, where it may be used, then Playwright's own installer.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def find() -> str | None:
    """The path of a Chromium on this machine; None when there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return _playwrights()


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """Install a Chromium by apt, else by Playwright."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *command], check=False, env=environment, **quiet)
        if find():
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def main() -> None:
    """Make sure that there is one."""
    if not find():
        install()
    path = find()
    if not path:
        raise SystemExit("no Chromium was found and none could be installed; set CHROMIUM to one")
    print(f"Chromium: {path}")


if __name__ == "__main__":
    main()
