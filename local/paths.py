"""Where the local stack finds its input and keeps its state."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = Path(__file__).resolve().parent / "pages"
EMULATOR_REQUIREMENTS = Path(__file__).resolve().parent / "emulator-requirements.txt"


@dataclass(frozen=True)
class Build:
    """What the Makefile has built before: the packaged application and the web pages."""

    folder: Path = ROOT / ".build" / "packaged"
    console: Path = ROOT / "console" / "dist"
    widget: Path = ROOT / "widget" / "dist"

    @property
    def template(self) -> Path:
        return self.folder / "sam.json"


@dataclass(frozen=True)
class State:
    """Everything that a run leaves behind. Removing the folder removes every trace; the emulator's
    virtual environment is no data, and every state shares it."""

    folder: Path = ROOT / ".local"
    emulator_venv: Path = ROOT / ".build" / "emulator"

    @property
    def endpoints(self) -> Path:
        return self.folder / "endpoints.json"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def emulator_data(self) -> Path:
        return self.folder / "data"

    @property
    def emulator_temporary(self) -> Path:
        """Where Lambdas are unpacked while they run."""
        return self.folder / "tmp"

    @property
    def ports(self) -> Path:
        return self.folder / "ports.json"

    @property
    def deployed(self) -> Path:
        """Fingerprints of what the emulator holds, so that an unchanged stack starts at once."""
        return self.folder / "deployed.json"

    @property
    def site(self) -> Path:
        """The host name of the distribution that the edge serves."""
        return self.folder / "site.txt"

    @property
    def channels(self) -> Path:
        """The channels connected to the simulated providers, with their secrets."""
        return self.folder / "channels.json"

    @property
    def phones(self) -> Path:
        """The texts on the customers' phones."""
        return self.folder / "phones.json"
