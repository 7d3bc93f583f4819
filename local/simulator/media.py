"""Files on their way through the providers: from customers and to them."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

MOST_BYTES = 50 * 1024 * 1024
NOWHERE = "http://simulator.example"

Kind = Literal["image", "audio", "video", "file"]


def kind_of(mime_type: str) -> Kind:
    """What sort of file a media type is."""
    match mime_type.split("/")[0]:
        case "image":
            return "image"
        case "audio":
            return "audio"
        case "video":
            return "video"
        case _:
            return "file"


@dataclass(frozen=True)
class Media:
    """A file with its media type and the name that its sender gave it ("" for none)."""

    data: bytes
    mime_type: str
    name: str

    @property
    def kind(self) -> Kind:
        return kind_of(self.mime_type)


@dataclass
class MediaStore:
    """Files by their ids, kept in a folder where there is one, so that they outlive a restart."""

    base_url: str = NOWHERE
    folder: Path | None = None
    _held: dict[str, Media] = field(default_factory=dict)

    def put(self, data: bytes, mime_type: str, name: str = "") -> str:
        """Keep a file; answers its id."""
        media_id = uuid4().hex
        self._held[media_id] = Media(data, mime_type, name)
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / media_id).write_bytes(data)
            about = {"mime_type": mime_type, "name": name}
            (self.folder / f"{media_id}.json").write_text(json.dumps(about))
        return media_id

    def get(self, media_id: str) -> Media | None:
        """The file, None when there is none with this id."""
        if media_id not in self._held and self.folder and media_id.isalnum():
            about = self.folder / f"{media_id}.json"
            if about.exists():
                data = (self.folder / media_id).read_bytes()
                self._held[media_id] = Media(data, **json.loads(about.read_text()))
        return self._held.get(media_id)

    def url(self, media_id: str) -> str:
        """Where the file is downloaded."""
        return f"{self.base_url}/media/{media_id}"

    def described(self, media_id: str) -> dict[str, str]:
        """The file as messages name it: {id, kind, mime_type, name}. Raises KeyError without it."""
        media = self.get(media_id)
        if media is None:
            raise KeyError(media_id)
        return {
            "id": media_id,
            "kind": media.kind,
            "mime_type": media.mime_type,
            "name": media.name,
        }


def routes(store: MediaStore) -> list[BaseRoute]:
    """GET /media/{id} → the file; POST /media?name= with the file as body → as messages name it."""

    async def download(request: Request) -> Response:
        media = store.get(request.path_params["media_id"])
        if media is None:
            return JSONResponse({"detail": "There is no such file."}, status_code=404)
        shown = "attachment" if media.kind == "file" else "inline"
        headers = {"Content-Disposition": shown, "X-Content-Type-Options": "nosniff"}
        return Response(media.data, media_type=media.mime_type, headers=headers)

    async def upload(request: Request) -> Response:
        data = await request.body()
        if not 0 < len(data) <= MOST_BYTES:
            sentence = f"Send a file of 1 byte to {MOST_BYTES // 1024 // 1024} MB."
            return JSONResponse({"detail": sentence}, status_code=400)
        mime_type = request.headers.get("content-type") or "application/octet-stream"
        media_id = store.put(data, mime_type, request.query_params.get("name", ""))
        return JSONResponse(store.described(media_id), status_code=201)

    return [
        Route("/media", upload, methods=["POST"]),
        Route("/media/{media_id}", download),
    ]
