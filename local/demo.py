"""The demo company: people, channels, help articles and past conversations. Data, nothing else."""

from dataclasses import dataclass, field
from typing import Any

COMPANY = "Nordlys Outdoor"


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    password: str
    role: str


@dataclass(frozen=True)
class Channel:
    """A channel as POST /v1/channels takes it; credentials are what the simulator checks."""

    kind: str
    name: str
    settings: dict[str, Any]
    address: str | None = None
    credentials: dict[str, str] = field(default_factory=dict)

    def request(self) -> dict[str, Any]:
        body: dict[str, Any] = {"kind": self.kind, "name": self.name, "settings": self.settings}
        if self.address:
            body["address"] = self.address
        if self.credentials:
            body["credentials"] = {"auth_token": self.credentials["auth_token"]}
        return body


@dataclass(frozen=True)
class Exchange:
    """A question that a visitor asked and how an agent answered it."""

    question: str
    answer: str


ADMIN = Person("Astrid Holm", "astrid@nordlys.example", "Fjellheimen-2041", "admin")
AGENTS = (
    Person("Jonas Lind", "jonas@nordlys.example", "Fjellheimen-2042", "agent"),
    Person("Mina Okafor", "mina@nordlys.example", "Fjellheimen-2043", "agent"),
)
PEOPLE = (ADMIN, *AGENTS)

TWILIO_ACCOUNT = "AC5f0c2d7be1a94c3f8e6d1b7a90c4e2d8"
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
    "twilio_sms",
    "SMS",
    {"account_sid": TWILIO_ACCOUNT},
    address="+4759440123",
    credentials={"account_sid": TWILIO_ACCOUNT, "auth_token": "b7d1f0a4c3e25968d1c07a9f4e6b3d52"},
)
CHANNELS = (WEBCHAT, SMS)

LABELS = {
    "Refund": "#c2410c",
    "Shipping": "#0369a1",
    "Size and fit": "#7e22ce",
    "Faulty product": "#be123c",
    "VIP": "#a16207",
}

TEMPLATES = {
    "Greeting": "Hi {{contact.first_name}}! How can I help you today?",
    "Ask for the order number": (
        "Could you send me your order number, {{contact.first_name}}? It is in the confirmation "
        "that we mailed you and begins with **NO**."
    ),
    "Return label": (
        "I have sent you a new return label. Put it on the parcel and hand it in at any post "
        "office; the money is back within 5 working days.\n\nAll the best,\n{{agent.first_name}}"
    ),
}

ARTICLES = {
    "Shipping to Norway": (
        "Yes, we ship to all of Norway, Svalbard included. Delivery takes 1 to 3 working days "
        "with Posten and costs 79 kr. Orders above 999 kr are shipped free. Order before 14:00 "
        "on a working day and the parcel leaves our warehouse in Tromsø the same day."
    ),
    "Shipping to Sweden, Denmark and Finland": (
        "We ship to Sweden, Denmark and Finland with PostNord in 3 to 5 working days for 129 kr. "
        "Duties and VAT are included in the price that you see, so nothing is added at the door."
    ),
    "Shipping to the rest of the world": (
        "We ship to the European Union and the United Kingdom with DHL in 4 to 8 working days. "
        "The price is shown at checkout before you pay. Outside Europe we ship on request: send "
        "us the list of products and your address and we answer with a price."
    ),
    "Returns and exchanges": (
        "You may return unused products within 60 days. Use the return label in the parcel or "
        "print a new one under My orders. Returns within Norway are free. The money is back on "
        "your account within 5 working days after the parcel has reached us. For another size, "
        "choose Exchange on the label: we send the new one at once."
    ),
    "Choosing the right size": (
        "Our jackets are cut with room for a mid layer. Measure your chest at the widest point: "
        "S is 88 to 96 cm, M is 96 to 104 cm, L is 104 to 112 cm, XL is 112 to 120 cm. Between "
        "two sizes, take the larger one for winter and the smaller one for running."
    ),
    "Warranty": (
        "Tents, backpacks and jackets have a five year warranty against faults in material and "
        "workmanship. Send us a photo of the fault and your order number. We repair it, replace "
        "it or pay your money back. Normal wear is not covered, but we repair it at cost."
    ),
    "Payment": (
        "You can pay by Visa, Mastercard, Vipps, Klarna invoice and gift card. The money is "
        "drawn when the parcel leaves our warehouse. Companies and schools can order by invoice "
        "with 30 days to pay."
    ),
    "Repairs and opening hours": (
        "Our workshop mends zips, poles and seams, also on gear that was not bought here. The "
        "workshop and the shop in Storgata 45, Tromsø are open Monday to Friday 10:00 to 18:00 "
        "and Saturday 10:00 to 16:00. A zip costs 350 kr and is ready in a week."
    ),
}

PAST = (
    Exchange(
        "Where is my order? It should have been here yesterday.",
        'Sorry for the wait! You find the tracking link in the mail "Your parcel is on its '
        'way", or under My orders. If it has not moved for two days, tell me the order '
        "number and I ask Posten to search for it.",
    ),
    Exchange(
        "Can I still change the delivery address of my order?",
        "Yes, as long as the parcel has not left our warehouse, usually until 14:00. Send me "
        "the order number and the new address and I change it right away.",
    ),
    Exchange(
        "How do I wash a down jacket?",
        "Wash it at 30 degrees on a gentle cycle with down soap, never with softener. Then "
        "tumble dry on low heat with two tennis balls until the down is fluffy again, which "
        "takes about three hours.",
    ),
    Exchange(
        "Is the Polaris 3 tent fine for winter camping?",
        "Polaris 3 stands up to strong wind and some snow, so it is good from April to "
        "October. For winter we recommend Polaris 3 Expedition: it has snow flaps and poles "
        "of 11 mm.",
    ),
    Exchange(
        "Do you have the Skarv jacket in size L in blue?",
        "Skarv in blue, size L, is back in the web shop at the end of next week. Press "
        '"Tell me" on the product page and you get a mail on the day it arrives.',
    ),
    Exchange(
        "I have a discount code but it does not work at checkout",
        "Codes cannot be combined with products already on sale, and each works once. Send "
        "me the code and the content of your cart and I find out what stops it.",
    ),
)
