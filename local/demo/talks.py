"""What customers and agents of the demo company say to each other."""

from dataclasses import dataclass

from local.demo.channels import (
    EMAIL,
    INSTAGRAM,
    LINE,
    MESSENGER,
    TELEGRAM,
    VIBER,
    WHATSAPP,
    Channel,
    X,
)
from local.demo.company import AGENTS, AMELIA, ERIK, KARI, YUKI, Customer, Person

JONAS, MINA = AGENTS


@dataclass(frozen=True)
class Exchange:
    """A question that a visitor asked and how an agent answered it."""

    question: str
    answer: str


@dataclass(frozen=True)
class Talk:
    """A conversation that is under way: a question, and perhaps what followed."""

    channel: Channel
    customer: Customer
    question: str
    picture: str | None = None
    """A file of local/pages/assets that comes with the question."""
    subject: str = ""
    agent: Person | None = None
    """Who took it and gave the answer."""
    answer: str = ""
    then: str = ""
    """What the customer says to that."""


TALKS = (
    Talk(
        MESSENGER,
        YUKI,
        "Hello from Sapporo! Do you ship tents to Japan, and how long does it take?",
    ),
    Talk(
        INSTAGRAM,
        AMELIA,
        "That jacket in your last picture is gorgeous. Does the blue one come in XS?",
    ),
    Talk(VIBER, KARI, "Can I still change the delivery address of order NO-48377?"),
    Talk(X, ERIK, "Is the shop in Tromsø open this Saturday?"),
    Talk(LINE, YUKI, "Which sleeping bag would you take to Hokkaido in February?"),
    Talk(
        TELEGRAM,
        ERIK,
        "Hej! Is the Polaris 3 Expedition back in stock?",
        agent=MINA,
        answer="Hej Erik! It is, since this morning. Shall I put one aside for you until tonight?",
        then="Yes please 🙌",
    ),
    Talk(
        EMAIL,
        AMELIA,
        "Hello,\n\nmy parcel should have arrived on Monday. The order number is NO-48213. Could "
        "you find out where it is?\n\nBest wishes\nAmelia Clarke",
        subject="Where is order NO-48213?",
        agent=MINA,
        answer="Hi Amelia,\n\nsorry for the wait! It is at the customs office in Bristol and "
        "moves on tomorrow; you should have it **on Thursday**. Nothing has to be paid.",
        then="Thank you, that is a relief. I will be at home on Thursday.",
    ),
    Talk(
        WHATSAPP,
        KARI,
        "Hei! The front pole of my Polaris 3 broke on the first night. What now?",
        picture="broken-pole.png",
        agent=JONAS,
        answer="Oh no, sorry about that! It is under warranty: I send you a new pole today. Is "
        "it the lower or the upper part?",
        then="The upper one. Takk, that was quick!",
    ),
)
"""In the order in which they come in."""

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
