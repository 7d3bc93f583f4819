"""Whose token a request carries, and what that account is."""

import hashlib
import hmac
from dataclasses import replace

import httpx2
from starlette.requests import Request

from local.simulator.channels import Channel
from local.simulator.customers import next_id
from local.simulator.meta.refusals import BAD_PROOF, EXPIRED, bad_parameter, missing, refusal
from local.simulator.serving import Json
from local.simulator.world import World

LONGEST_URL = 200


def owned(world: World, request: Request, kinds: tuple[str, ...]) -> list[Channel]:
    """The accounts that the request's token is good for. Raises Refused where there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    found = [
        channel
        for kind in kinds
        for channel in world.channels.of_kind(kind)
        if token and channel.credentials.get("access_token") == token
    ]
    if scheme.lower() != "bearer" or not found:
        raise EXPIRED
    proof = request.query_params.get("appsecret_proof")
    secrets = {channel.credentials.get("app_secret", "") for channel in found}
    if proof is not None and proof not in {proven(secret, token) for secret in secrets}:
        raise BAD_PROOF
    return found


def proven(secret: str, token: str) -> str:
    """The appsecret_proof of a token."""
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def named(channels: list[Channel], id_: str, key: str | None) -> Channel:
    """The account with the id, below the setting `key` or (None) as its address."""
    for channel in channels:
        if id_ == (channel.address if key is None else str(channel.settings.get(key, ""))):
            return channel
    raise missing(id_)


async def override(world: World, channel: Channel, given: Json) -> Json:
    """Send the webhooks of an account to another URL, once that has answered the challenge."""
    url, token = str(given.get("override_callback_uri", "")), str(given.get("verify_token", ""))
    if not url.startswith(("http://", "https://")) or len(url) > LONGEST_URL or not token:
        raise bad_parameter("The parameter override_callback_uri is not a URL.")
    challenge = str(next_id())
    query = {"hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": challenge}
    try:
        answer = await world.http.get(url, params=query)
    except httpx2.HTTPError as error:
        raise refusal(400, 2200, f"Callback verification failed: {error!r}") from error
    if answer.status_code != 200 or answer.text != challenge:
        said = f"HTTP Status Code = {answer.status_code}"
        raise refusal(400, 2200, f"Callback verification failed: {said}")
    world.channels.connect(replace(channel, webhook_url=url))
    return {"success": True}
