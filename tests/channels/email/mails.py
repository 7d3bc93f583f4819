"""Mails as tests need them: bytes from a few words."""

import struct

HEADERS = {
    "From": "Jo Berg <jo@berg.example>",
    "To": "Nordlys <help@nordlys.example>",
    "Subject": "Lamp",
    "Date": "Tue, 05 Mar 2024 15:14:00 +0100",
    "Message-ID": "<m1@berg.example>",
}


def mail(body: str | bytes = "It flickers.", /, **headers: str | None) -> bytes:
    """A raw mail; `In_Reply_To="…"` sets In-Reply-To, None leaves a header out."""
    known: dict[str, str | None] = dict(HEADERS)
    known.update({name.replace("_", "-"): value for name, value in headers.items()})
    lines = [f"{name}: {value}" for name, value in known.items() if value is not None]
    data = body if isinstance(body, bytes) else body.encode()
    return "\n".join(lines).encode("utf-8", "surrogateescape") + b"\n\n" + data


def multipart(subtype: str, *parts: str, boundary: str = "b1") -> dict[str, str]:
    """The content type and the body of a multipart: `mail(**…)` takes them apart."""
    inner = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return {
        "type": f'multipart/{subtype}; boundary="{boundary}"',
        "body": f"{inner}--{boundary}--\n",
    }


def mixed(*parts: str, subtype: str = "mixed", **headers: str | None) -> bytes:
    """A mail of several parts, each with headers of its own."""
    made = multipart(subtype, *parts)
    return mail(made["body"], Content_Type=made["type"], **headers)


def part(kind: str, text: str = "", **headers: str) -> str:
    """A part: its content type, further headers, a blank line and what it holds."""
    more = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    return f"Content-Type: {kind}\n{more}\n{text}"


def nested(subtype: str, *parts: str, boundary: str = "b2") -> str:
    """A multipart within another."""
    made = multipart(subtype, *parts, boundary=boundary)
    return f"Content-Type: {made['type']}\n\n{made['body']}"


def winmail(name: str, data: bytes, body: str = "") -> bytes:
    """A winmail.dat with one file (MS-OXTNEF: signature, key, attributes with checksums)."""

    def attribute(level: int, id_: int, value: bytes) -> bytes:
        return struct.pack("<BII", level, id_, len(value)) + value + checksum(value)

    def checksum(value: bytes) -> bytes:
        return struct.pack("<H", sum(value) & 0xFFFF)

    out = struct.pack("<IH", 0x223E9F78, 1)
    out += attribute(1, 0x00089006, struct.pack("<I", 0x00010000))
    out += attribute(1, 0x00069007, struct.pack("<II", 1252, 0))
    if body:
        out += attribute(1, 0x0002800C, body.encode("cp1252") + b"\x00")
    out += attribute(2, 0x00069002, bytes(14))
    out += attribute(2, 0x00018010, name.encode() + b"\x00")
    return out + attribute(2, 0x0006800F, data)
