"""Files in pieces: begun, appended to, finished, and for films looked at for a moment."""

from dataclasses import dataclass, field
from typing import Any

from starlette.routing import BaseRoute

from local.simulator.channels import Channel
from local.simulator.customers import next_id
from local.simulator.media import Media
from local.simulator.serving import Call, Desk, Refused, Upload
from local.simulator.world import World
from local.simulator.x import oauth

PIECE = 5 * 1024 * 1024
CATEGORIES = ("dm_image", "dm_gif", "dm_video")


@dataclass
class Begun:
    """A file on its way."""

    owner: str
    mime_type: str
    size: int
    pieces: dict[int, bytes] = field(default_factory=dict)
    finished: bool = False

    @property
    def data(self) -> bytes:
        return b"".join(self.pieces[index] for index in sorted(self.pieces))


class Uploads:
    """The files that accounts have handed over, by their media ids."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._begun: dict[str, Begun] = {}

    def routes(self, desk: Desk) -> list[BaseRoute]:
        return [
            desk.route("POST", "/x/2/media/upload/initialize", self.initialize),
            desk.route("POST", "/x/2/media/upload/{media_id}/append", self.append),
            desk.route("POST", "/x/2/media/upload/{media_id}/finalize", self.finalize),
            desk.route("GET", "/x/2/media/upload", self.status),
        ]

    def finished(self, channel: Channel, media_id: str) -> Media | None:
        """The account's file, None unless it is complete."""
        begun = self._begun.get(media_id)
        if begun is None or begun.owner != channel.id or not begun.finished:
            return None
        return Media(begun.data, begun.mime_type, "file")

    async def initialize(self, call: Call) -> dict[str, Any]:
        channel = oauth.account(self._world, call.request)
        size, category = call.body.get("total_bytes"), call.body.get("media_category")
        if not isinstance(size, int) or category not in CATEGORIES:
            raise _invalid("total_bytes and media_category are needed.")
        media_id = str(next_id())
        self._begun[media_id] = Begun(channel.id, str(call.body.get("media_type")), size)
        return {"data": {"id": media_id, "expires_after_secs": 86_400}}

    async def append(self, call: Call) -> dict[str, Any]:
        begun, piece = self._known(call), call.body.get("media")
        index = str(call.body.get("segment_index", ""))
        if not isinstance(piece, Upload) or not index.isdecimal() or len(piece.data) > PIECE:
            raise _invalid("segment_index and at most 5 MB of media are needed.")
        begun.pieces[int(index)] = piece.data
        return {"data": {"expires_at": 0}}

    async def finalize(self, call: Call) -> dict[str, Any]:
        begun = self._known(call)
        if len(begun.data) != begun.size:
            raise _invalid("The pieces do not make up total_bytes.")
        begun.finished = True
        about: dict[str, Any] = {"id": call.request.path_params["media_id"], "size": begun.size}
        if begun.mime_type.startswith("video/"):
            about["processing_info"] = {"state": "pending", "check_after_secs": 0.01}
        return {"data": about}

    async def status(self, call: Call) -> dict[str, Any]:
        oauth.account(self._world, call.request)
        return {"data": {"processing_info": {"state": "succeeded", "progress_percent": 100}}}

    def _known(self, call: Call) -> Begun:
        channel = oauth.account(self._world, call.request)
        begun = self._begun.get(call.request.path_params["media_id"])
        if begun is None or begun.owner != channel.id:
            raise _invalid("The media id is invalid.")
        return begun


def _invalid(detail: str) -> Refused:
    return Refused(400, {"title": "Invalid Request", "detail": detail, "status": 400})
