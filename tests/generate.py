"""Writes what is generated from the code: docs/openapi.json, docs/events.json, docs/features.md.

python -m tests.generate
"""

import json
from pathlib import Path

from pydantic import TypeAdapter

from app import app
from chalicelib.conversations.views import AnyEvent
from chalicelib.describe import document
from tests.features import markdown

DOCS = Path(__file__).resolve().parent.parent / "docs"


def main() -> None:
    """Write all of them."""
    events = TypeAdapter(AnyEvent).json_schema()
    for name, content in (("openapi", document(app)), ("events", events)):
        (DOCS / f"{name}.json").write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    (DOCS / "features.md").write_text(markdown())


if __name__ == "__main__":
    main()
