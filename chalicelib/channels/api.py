"""Connecting channels, and the door for providers' webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from chalice.app import Blueprint, Request, Response

from chalicelib.accounts.auth import authorize, caller
from chalicelib.runtime.endpoint import endpoint, raw_body
from chalicelib.runtime.errors import SwitchboardError
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import correlate, count, logger
from chalicelib.runtime.problems import from_error, problem

if TYPE_CHECKING:
    from chalicelib.channels import domain, schema, service
    from chalicelib.runtime import paging
else:
    domain = lazy("chalicelib.channels.domain")
    service = lazy("chalicelib.channels.service")
    schema = lazy("chalicelib.channels.schema")
    paging = lazy("chalicelib.runtime.paging")

bp = Blueprint(__name__)


@bp.route("/v1/channels", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def list_channels(query: paging.PageQuery) -> paging.Page[schema.ChannelView]:
    """The account's channels. Admins only."""
    return paging.Page(items=[_view(channel) for channel in service.list_of(caller(bp))])


@bp.route("/v1/channels/directory", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def list_channel_names() -> schema.Directory:
    """The account's channels by name, and what each can do: to filter by and to write on."""
    found = service.directory(caller(bp))
    return schema.Directory(
        items=[
            schema.ChannelEntry(
                id=channel.id,
                kind=channel.kind,
                name=channel.name,
                team_id=channel.team_id,
                capabilities=_able(channel),
            )
            for channel in found
        ]
    )


@bp.route("/v1/channels", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201)
def connect_channel(body: schema.NewChannel) -> schema.ChannelView:
    """Connect a channel. Admins only."""
    channel = service.connect(
        caller(bp),
        body.kind,
        body.name,
        body.team_id,
        body.address,
        body.settings,
        body.credentials,
        now(),
    )
    return _view(channel)


@bp.route("/v1/channels/{channel_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp)
def get_channel(channel_id: str) -> schema.ChannelView:
    """A channel. Admins only."""
    return _view(service.read(caller(bp), channel_id))


@bp.route("/v1/channels/{channel_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp)
def change_channel(channel_id: str, body: schema.ChannelChange) -> schema.ChannelView:
    """Change a channel. Admins only."""
    fields = body.model_dump(exclude_none=True, exclude={"credentials"})
    return _view(service.change(caller(bp), channel_id, fields, body.credentials))


@bp.route("/v1/channels/{channel_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204)
def disconnect_channel(channel_id: str) -> None:
    """Disconnect a channel; its conversations stay. Admins only."""
    service.disconnect(caller(bp), channel_id)


@bp.route(
    "/hooks/{channel_id}",
    methods=["POST"],
    content_types=["application/x-www-form-urlencoded", "application/json"],
)
def hook(channel_id: str) -> Response:
    """A provider's webhook: verified on its very bytes, queued, acknowledged."""
    request = bp.current_request
    correlate(request.context.get("requestId"))
    try:
        body, content_type = service.accept_webhook(channel_id, _hook(channel_id, request))
    except SwitchboardError as error:
        count("WebhookRefused")
        logger().warning("webhook refused", extra={"channel_id": channel_id, "why": str(error)})
        return from_error(error)
    except Exception:
        logger().exception("webhook not taken", extra={"channel_id": channel_id})
        return problem(500, "internal", "The call was not taken; call again.")
    return Response(body=body, status_code=200, headers={"Content-Type": content_type})


def _hook(channel_id: str, request: Request) -> domain.HookRequest:
    query = request.query_params
    pairs = [(name, value) for name in query for value in query.getlist(name)] if query else []
    url = service.hook_url(channel_id) + (f"?{urlencode(pairs)}" if pairs else "")
    return domain.HookRequest(
        url=url,
        method=request.method,
        headers={name.lower(): value for name, value in request.headers.items()},
        query=dict(pairs),
        body=raw_body(request),
    )


def _able(channel: domain.Channel) -> schema.CapabilitiesView:
    able = service.capabilities(channel.kind)
    return schema.CapabilitiesView.model_validate(able, from_attributes=True)


def _view(channel: domain.Channel) -> schema.ChannelView:
    return schema.ChannelView(
        id=channel.id,
        kind=channel.kind,
        name=channel.name,
        team_id=channel.team_id,
        address=channel.address,
        settings=channel.settings,
        webhook_url=service.hook_url(channel.id),
        capabilities=_able(channel),
        created_at=iso(channel.created_at),
    )
