"""The demo company and its customers: who they are, and what the company has written down."""

from dataclasses import dataclass

COMPANY = "Nordlys Outdoor"


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    password: str
    role: str


@dataclass(frozen=True)
class Customer:
    """Someone who writes to the company."""

    name: str
    phone: str
    email: str


ADMIN = Person("Astrid Holm", "astrid@nordlys.example", "Fjellheimen-2041", "admin")
AGENTS = (
    Person("Jonas Lind", "jonas@nordlys.example", "Fjellheimen-2042", "agent"),
    Person("Mina Okafor", "mina@nordlys.example", "Fjellheimen-2043", "agent"),
)
PEOPLE = (ADMIN, *AGENTS)

KARI = Customer("Kari Nordmann", "+4791234567", "kari.nordmann@post.example")
ERIK = Customer("Erik Lundqvist", "+46701234567", "erik@lundqvist.example")
AMELIA = Customer("Amelia Clarke", "+447700900123", "amelia.clarke@mail.example")
YUKI = Customer("Yuki Tanaka", "+819012345678", "yuki@tanaka.example")
CUSTOMERS = (KARI, ERIK, AMELIA, YUKI)

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
