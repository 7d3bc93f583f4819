"""The settings' model, apart from settings.py so that naming settings imports no pydantic."""

import json
import os
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Settings(BaseModel):
    """One field per environment variable of the same name in upper case (infra/functions.json)."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    stage: str = "dev"
    aws_region: str = Field("eu-north-1", alias="AWS_REGION")
    aws_endpoint_url: str | None = Field(None, alias="AWS_ENDPOINT_URL")
    public_url: str = ""
    """Base of the REST API as the world calls it, with stage and without a trailing slash."""
    websocket_url: str = ""
    """What clients connect to (wss://…)."""
    websocket_endpoint: str = ""
    """Where `@connections` posts go (https://…)."""
    accounts_table: str = "accounts"
    contacts_table: str = "contacts"
    conversations_table: str = "conversations"
    connections_table: str = "connections"
    knowledge_table: str = "knowledge"
    notifications_table: str = "notifications"
    search_table: str = "search"
    idempotency_table: str = "idempotency"
    bucket: str = ""
    storage_url: str = ""
    """Where browsers reach the bucket; the region's own address unless said."""
    attachment_megabytes: int = 25
    scan_attachments: bool = False
    """Whether a file waits for GuardDuty's verdict before it is sent."""
    event_bus: str = ""
    inbound_queue_url: str = ""
    outbound_queue_url: str = ""
    routing_queue_url: str = ""
    training_queue_url: str = ""
    gathering_queue_url: str = ""
    search_queue_url: str = ""
    timers_queue_url: str = ""
    timers_queue_arn: str = ""
    timers_dead_letters_arn: str = ""
    timers_group: str = ""
    timers_role_arn: str = ""
    """As whom EventBridge Scheduler puts timers into their queue."""
    user_pool_id: str = ""
    user_pool_client_id: str = ""
    sign_up: str = "open"
    """Who may create an account, unless settled otherwise: open, closed or list."""
    sign_up_emails: str = ""
    """Addresses and domains that may, with commas in between, where it is list."""
    sign_in_url: str = ""
    """The user pool's own pages, through which other identities are connected."""
    identity_providers: str = ""
    """Those that can be connected, with commas in between."""
    token_secret: str = ""
    """Name of the secret that signs visitors' tokens."""
    ask_function: str = ""
    """What ranks passages for a text; the API's own."""
    analyze_function: str = ""
    """What finds topics and labels; the API's own."""
    observe_function: str = ""
    """What knows public holidays."""
    secrets_prefix: str = "switchboard/dev"
    mail_from: str = ""
    console_url: str = ""
    provider_base_urls: dict[str, str] = {}
    """Where providers' APIs are, by provider, instead of at their own addresses (JSON)."""
    mail_domain: str = ""
    """Mail to any address of this domain reaches us; every mail channel has one there."""
    mail_bucket: str = ""
    outbound_attempts: int = 5
    outbound_backoff_seconds: int = 1


def read() -> Settings:
    """The settings as the environment has them."""
    fields = Settings.model_fields
    known = {field.alias or name: (field.alias or name).upper() for name, field in fields.items()}
    given: dict[str, Any] = {
        key: os.environ[var] for key, var in known.items() if os.environ.get(var)
    }
    if "provider_base_urls" in given:
        given["provider_base_urls"] = json.loads(given["provider_base_urls"])
    return Settings.model_validate(given)
