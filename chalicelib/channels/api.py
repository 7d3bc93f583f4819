"""Connecting channels, and the door for providers' webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from chalice.app import Blueprint, Request, Response

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, endpoint, raw_body
from chalicelib.runtime.errors import SwitchboardError
from chalicelib.runtime.ids import iso, now
from chalicelib.runtime.lazy import lazy
from chalicelib.runtime.logging import correlate, count, logger
from chalicelib.runtime.problems import from_error, problem

if TYPE_CHECKING:
    from datetime import datetime

    from chalicelib.channels import domain, schema, service
    from chalicelib.runtime import paging
else:
    domain = lazy("chalicelib.channels.domain")
    service = lazy("chalicelib.channels.service")
    schema = lazy("chalicelib.channels.schema")
    paging = lazy("chalicelib.runtime.paging")

bp = Blueprint(__name__)


@bp.route("/v1/channels", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.CHANNELS)
def list_channels(query: paging.PageQuery) -> paging.Page[schema.ChannelView]:
    """The account's channels."""
    return paging.Page(items=[_view(channel) for channel in service.list_of(caller(bp))])


@bp.route("/v1/channels/kinds", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.CHANNELS)
def list_channel_kinds() -> schema.Kinds:
    """What can be connected, what is to be filled in for it, and what to do at the provider."""
    return schema.Kinds(
        items=[
            schema.KindView(
                kind=provider.kind,
                label=provider.label,
                capabilities=_able(provider.kind),
                fields=[
                    schema.FieldView.model_validate(field, from_attributes=True)
                    for field in provider.fields
                ],
                steps=list(provider.steps),
            )
            for provider in service.kinds(caller(bp))
        ]
    )


@bp.route("/v1/channels/directory", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
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
                capabilities=_able(channel.kind),
            )
            for channel in found
        ]
    )


@bp.route("/v1/channels", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, keep=False, needs=Permission.CHANNELS, audit="channel.connected")
def connect_channel(body: schema.NewChannel) -> schema.ChannelView:
    """Connect a channel."""
    channel, made = service.connect(
        caller(bp),
        body.kind,
        body.name,
        body.team_id,
        body.address,
        body.settings,
        body.credentials,
        now(),
    )
    return _view(channel).model_copy(update={"made": made})


@bp.route("/v1/channels/{channel_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.CHANNELS)
def get_channel(channel_id: str) -> schema.ChannelView:
    """A channel."""
    return _view(service.read(caller(bp), channel_id))


@bp.route("/v1/channels/{channel_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.CHANNELS, audit="channel.updated")
def change_channel(channel_id: str, body: schema.ChannelChange) -> schema.ChannelView:
    """Change a channel."""
    fields = body.model_dump(exclude_none=True, exclude={"credentials"})
    return _view(service.change(caller(bp), channel_id, fields, body.credentials, now()))


@bp.route("/v1/channels/{channel_id}/check", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.CHANNELS)
def check_channel(channel_id: str) -> schema.ChannelView:
    """Prove the channel's credentials to its provider and register our URL again; 422 tells what
    is wrong. Messages that waited go out (CH-34)."""
    return _view(service.check(caller(bp), channel_id, now()))


@bp.route("/v1/channels/{channel_id}/templates", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def list_channel_templates(channel_id: str) -> schema.ProviderTemplates:
    """The templates that the provider approved, as of the last synchronisation (CH-20)."""
    return _templates(*service.templates.templates(caller(bp), channel_id))


@bp.route("/v1/channels/{channel_id}/templates/sync", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.CHANNELS)
def sync_channel_templates(channel_id: str) -> schema.ProviderTemplates:
    """Fetch the templates from the provider now."""
    return _templates(*service.templates.sync(caller(bp), channel_id, now()))


@bp.route("/v1/channels/{channel_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.CHANNELS, audit="channel.deleted")
def disconnect_channel(channel_id: str) -> None:
    """Disconnect a channel; its conversations stay."""
    service.disconnect(caller(bp), channel_id)


@bp.route(
    "/hooks/{channel_id}",
    methods=["POST"],
    content_types=["application/x-www-form-urlencoded", "application/json"],
)
def hook(channel_id: str) -> Response:
    """A provider's webhook: verified on its very bytes, queued, acknowledged."""
    return _hooked(channel_id)


@bp.route("/hooks/{channel_id}", methods=["GET"])
def challenge(channel_id: str) -> Response:
    """A provider that asks whether the URL is ours (Meta, X)."""
    return _hooked(channel_id)


def _hooked(channel_id: str) -> Response:
    request = bp.current_request
    correlate(request.context.get("requestId"))
    try:
        answer = service.accept_webhook(channel_id, _hook(channel_id, request))
    except SwitchboardError as error:
        count("WebhookRefused")
        logger().warning("webhook refused", extra={"channel_id": channel_id, "why": str(error)})
        return from_error(error)
    except Exception:
        logger().exception("webhook not taken", extra={"channel_id": channel_id})
        return problem(500, "internal", "The call was not taken; call again.")
    return Response(answer.body, {"Content-Type": answer.content_type}, answer.status)


def _hook(channel_id: str, request: Request) -> domain.HookRequest:
    query = request.query_params
    pairs = [(name, value) for name in query for value in query.getlist(name)] if query else []
    url = service.hook_url(channel_id) + (f"?{urlencode(pairs)}" if pairs else "")
    return domain.HookRequest(
        url=url,
        method=request.method,
        headers={name.lower(): value for name, value in request.headers.items()},
        query=dict(pairs),
        body=raw_body(request) if request.method == "POST" else b"",
    )


def _able(kind: str) -> schema.CapabilitiesView:
    able = service.capabilities(kind)
    return schema.CapabilitiesView.model_validate(able, from_attributes=True)


def _templates(
    found: list[domain.Template], synced_at: datetime | None
) -> schema.ProviderTemplates:
    return schema.ProviderTemplates(
        items=[schema.ProviderTemplate.model_validate(one, from_attributes=True) for one in found],
        synced_at=iso(synced_at) if synced_at else None,
    )


def _view(channel: domain.Channel) -> schema.ChannelView:
    health = service.health.of(channel.account_id, channel.id)
    return schema.ChannelView(
        id=channel.id,
        kind=channel.kind,
        label=service.label(channel.kind),
        name=channel.name,
        team_id=channel.team_id,
        address=channel.address,
        settings=channel.settings,
        webhook_url=service.hook_url(channel.id),
        steps=service.steps(channel),
        capabilities=_able(channel.kind),
        managed_by=channel.stack,
        health=schema.HealthView(
            state=health.state,
            since=iso(health.since) if health.since else None,
            reason=health.reason,
            first_event_at=iso(health.first_event_at) if health.first_event_at else None,
            last_event_at=iso(health.last_event_at) if health.last_event_at else None,
            held=health.held,
        ),
        created_at=iso(channel.created_at),
    )
