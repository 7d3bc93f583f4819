"""docs/channels.md says what each kind can do and names the test that proves it."""

import re

import pytest

from chalicelib.channels.registry import KINDS
from tests.contract.conftest import ROOT

TABLE = (ROOT / "docs" / "channels.md").read_text()
NAMED = re.findall(r"^(\d+)\. `(.+)::(test_\w+)`$", TABLE, re.MULTILINE)


def test_every_kind_has_its_row():
    assert re.findall(r"^\| [^|]+ `(\w+)` \|", TABLE, re.MULTILINE) == sorted(
        KINDS, key=lambda kind: TABLE.index(f" `{kind}` |")
    )


def test_every_cell_that_promises_something_names_its_test():
    rows = [line for line in TABLE.splitlines() if re.match(r"\| [^|]+ `\w+` \|", line)]
    cells = [cell.strip() for row in rows for cell in row.strip("|").split("|")[1:]]
    known = {number for number, _, _ in NAMED}

    assert len(cells) == len(KINDS) * 10
    for cell in cells:
        number = re.search(r"\[(\d+)\]$", cell)
        assert cell == "no" or (number and number[1] in known), cell


@pytest.mark.parametrize(("path", "name"), [(path, name) for _, path, name in NAMED])
def test_a_test_that_the_table_names_is_there(path, name):
    assert re.search(rf"^(?:async )?def {name}\(", (ROOT / path).read_text(), re.MULTILINE)
