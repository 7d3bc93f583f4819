"""The demo company's channels, one of each kind, as it would connect them."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Channel:
    """A channel as POST /v1/channels takes it. `{providers}` in a setting is the simulator."""

    kind: str
    name: str
    settings: dict[str, Any] = field(default_factory=dict)
    address: str | None = None
    credentials: dict[str, str] = field(default_factory=dict)

    def settled(self, providers: str) -> dict[str, Any]:
        """Its settings, with the simulator's address filled in."""
        return {
            name: value.replace("{providers}", providers) if isinstance(value, str) else value
            for name, value in self.settings.items()
        }

    def request(self, providers: str) -> dict[str, Any]:
        """What connects it."""
        body = {"kind": self.kind, "name": self.name, "settings": self.settled(providers)}
        if self.address:
            body["address"] = self.address
        if self.credentials:
            body["credentials"] = self.credentials
        return body

    @property
    def known_at_provider(self) -> dict[str, str]:
        """The credentials as the provider checks them: Twilio's account belongs to them."""
        account = {name: self.settings[name] for name in ("account_sid",) if name in self.settings}
        return {**account, **self.credentials}


TWILIO_ACCOUNT = "AC5f0c2d7be1a94c3f8e6d1b7a90c4e2d8"
TWILIO = {"auth_token": "b7d1f0a4c3e25968d1c07a9f4e6b3d52"}

WEBCHAT = Channel(
    "webchat",
    "Website chat",
    {
        "greeting": "Hei! Ask us about tents, jackets, sizes or your order.",
        "color": "#1f6f5c",
        "allowed_origins": ["*"],
    },
)
SMS = Channel(
    "twilio_sms", "SMS", {"account_sid": TWILIO_ACCOUNT}, "+4759440123", credentials=TWILIO
)
TWILIO_WHATSAPP = Channel(
    "twilio_whatsapp",
    "WhatsApp, Sweden",
    {"account_sid": TWILIO_ACCOUNT},
    "+46705550123",
    credentials=TWILIO,
)
WHATSAPP = Channel(
    "whatsapp",
    "WhatsApp",
    {
        "phone_number_id": "106540352242922",
        "waba_id": "102290129340398",
        "verify_token": "nordlys-whatsapp",
    },
    "+4759440124",
    credentials={
        "access_token": "EAAGnordlysWhatsApp2f8c1d7e90b34a56",
        "app_secret": "4f1d9a7c2e8b6053f1d9a7c2e8b60534",
    },
)
MESSENGER = Channel(
    "messenger",
    "Messenger",
    {"verify_token": "nordlys-messenger"},
    "111899832631525",
    credentials={
        "access_token": "EAAGnordlysMessenger71c0e4b8d2f6a953",
        "app_secret": "8c2e6b0539d1f7a48c2e6b0539d1f7a4",
    },
)
INSTAGRAM = Channel(
    "instagram",
    "Instagram",
    {"verify_token": "nordlys-instagram"},
    "17841452691600098",
    credentials={
        "access_token": "IGAAnordlysInstagram5d3f9b1e7c0a8264",
        "app_secret": "1e7c0a82645d3f9b1e7c0a82645d3f9b",
    },
)
X = Channel(
    "x",
    "X",
    address="@nordlysoutdoor",
    credentials={
        "consumer_key": "nordlysConsumerKey25letter",
        "consumer_secret": "nordlysConsumerSecret0f3a9c7e1b5d8246",
        "access_token": "1783456120345678901-nordlysAccessToken",
        "access_token_secret": "nordlysAccessSecret6e2c8a4f0b9d7531",
    },
)
VIBER = Channel(
    "viber",
    "Viber",
    {"sender_name": "Nordlys Outdoor"},
    "nordlysoutdoor",
    credentials={"auth_token": "4d9f1b7e2c8a5063-f1b7e2c8a50634d9-2c8a50634d9f1b7e"},
)
TELEGRAM = Channel(
    "telegram",
    "Telegram",
    address="@nordlys_bot",
    credentials={
        "bot_token": "6101984532:AAHnordlysDemoBotToken_0123456789ab",
        "secret_token": "nordlys-telegram-secret",
    },
)
LINE = Channel(
    "line",
    "LINE",
    address="@nordlys",
    credentials={
        "channel_secret": "7a3c9e1f5b2d8064a3c9e1f5b2d80647",
        "channel_access_token": "nordlysLineAccessToken8f2b6d0c4e9a1735",
    },
)
EMAIL = Channel("email", "Email", address="support@nordlys.example")
API = Channel(
    "api",
    "Web shop orders",
    {"callback_url": "{providers}/partner/messages"},
    "Web shop",
    credentials={"signing_secret": "whsec_bm9yZGx5cy1wYXJ0bmVyLXNlY3JldC0wMTIz"},
)
CHANNELS = (
    WEBCHAT,
    SMS,
    WHATSAPP,
    MESSENGER,
    INSTAGRAM,
    TELEGRAM,
    VIBER,
    LINE,
    X,
    EMAIL,
    API,
    TWILIO_WHATSAPP,
)

SPARE = (
    Channel(
        "telegram",
        "Repairs",
        address="@nordlys_repairs_bot",
        credentials={"bot_token": "6101984599:AAHnordlysRepairsBotToken_0123456789"},
    ),
    Channel(
        "twilio_whatsapp",
        "WhatsApp, Denmark",
        {"account_sid": TWILIO_ACCOUNT},
        "+4531550123",
        credentials=TWILIO,
    ),
)
"""Accounts at providers that nobody has connected yet, to try out how that is done."""
