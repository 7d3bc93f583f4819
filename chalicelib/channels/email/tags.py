"""Our names in SES's message tags, which take letters, digits, `_` and `-` alone (SES docs:
"MessageTag"). Our names have dots instead of dashes, so one stands for the other."""


def tag_of(name: str) -> str:
    """A channel's id or a message's ref as a tag's value."""
    return name.replace(".", "-")


def name_of(tag: str) -> str:
    """The other way round."""
    return tag.replace("-", ".")
