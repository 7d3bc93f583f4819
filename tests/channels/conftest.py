"""Payloads recorded from the world lie beside the project; where they do not, those tests rest."""

import json
from pathlib import Path
from typing import Any

RECORDED = Path(__file__).resolve().parents[2].parent / "shared" / "providers"


def recorded(folder: str) -> list[tuple[str, dict[str, Any]]]:
    """The files of a folder by name; none where there is no such folder."""
    return [(path.stem, json.loads(path.read_text())) for path in sorted(RECORDED.glob(folder))]
