"""python -m benchmarks.suggest.pages: which passage of the demo shop's pages answers a question.

The pages are read and cut as a crawl does it. The questions are ours, in the words of customers;
no weight was learnt from them, but they had a say in how long a word's beginning is (words.STEM)
and where everyday words stop telling (everyday.TELLING).
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.figures import Figure, main
from chalicelib.knowledge.domain import passages
from chalicelib.knowledge.reading import html
from chalicelib.suggestions.engine import training
from chalicelib.suggestions.engine.domain import Document
from chalicelib.suggestions.engine.vectors import Vectors

FOLDER = Path(__file__).resolve().parents[2] / "local" / "pages" / "shop"
FRAME = "frame.html"
"""What stands around every page, no page itself."""

QUESTIONS = {
    "Care and repair › Washing down": (
        "How do I wash a jacket filled with down?",
        "can I wash my down jacket in the machine",
        "my down parka has lumps after washing",
        "wie wasche ich eine Daunenjacke?",
        "washing instructions for a down sleeping bag",
    ),
    "Care and repair › Washing a shell jacket": (
        "how often should I wash my rain jacket",
        "Can I put my shell in the tumble dryer?",
        "can I use softener for the Skarv jacket",
    ),
    "Care and repair › When water no longer rolls off": (
        "water soaks into my jacket, it is not repellent any more",
        "which spray can I use to make it waterproof again",
    ),
    "Care and repair › After a trip with the tent": (
        "how should I store my tent over the winter",
        "there is mould on my tent, can I remove it?",
    ),
    "Care and repair › Repairs and prices": (
        "what does it cost to replace a zip",
        "do you repair jackets of other brands?",
        "how long does it take to mend a tear",
    ),
    "Care and repair › Warranty": (
        "is there a guarantee on backpacks",
        "my tent pole broke, is that covered?",
    ),
    "Contact and opening hours › When are you open?": (
        "are you open on Saturday",
        "when does the shop close today?",
    ),
    "Contact and opening hours › Phone and mail": ("what is your phone number", "can I email you"),
    "Contact and opening hours › Finding the shop": (
        "where is your store",
        "which bus goes to the shop",
    ),
    "Contact and opening hours › Press and partners": (
        "I am a journalist and would like to borrow a tent",
    ),
    "About us › Who we are": ("how many people work for you",),
    "About us › Where it is made": ("in which country are your tents made",),
    "About us › What we do for the north": ("are your products free of PFAS",),
    "About us › Used gear": ("I want to give back my old tent, do you take used gear?",),
    "Versand und Rückgabe › Wie lange dauert die Lieferung nach Deutschland?": (
        "wie lange dauert der Versand nach Österreich",
    ),
    "Versand und Rückgabe › Zoll und Mehrwertsteuer": ("muss ich Zoll bezahlen?",),
    "Versand und Rückgabe › Kann ich etwas zurückgeben?": ("Ich möchte die Hose zurückschicken",),
    "Payment and gift cards › How can I pay?": (
        "do you take paypal or klarna",
        "which payment methods do you accept?",
    ),
    "Payment and gift cards › When is the money drawn?": ("when will my card be charged",),
    "Payment and gift cards › Companies, schools and clubs": ("can our school pay by invoice?",),
    "Payment and gift cards › Gift cards": ("I would like to buy a voucher for a friend",),
    "Payment and gift cards › Discount codes": ("my discount code does not work",),
    "Payment and gift cards › Price promise": (
        "it became cheaper after I bought it, do I get the difference?",
    ),
    "Returns and exchanges › How to send something back": (
        "how do I return something",
        "where do I find the return label",
    ),
    "Returns and exchanges › When do I get my money back?": ("when will I get my refund",),
    "Returns and exchanges › Another size or colour": (
        "the trousers are too big, I need a smaller size",
    ),
    "Returns and exchanges › What cannot be returned": (
        "can I return underwear",
        "which products are excluded from returns",
    ),
    "Returns and exchanges › Gifts": ("I got this as a christmas present, can I exchange it?",),
    "Shipping › What it costs and how long it takes": (
        "how much is shipping to Norway",
        "how long does delivery take",
    ),
    "Shipping › Express delivery in Tromsø": ("can I have it delivered the same day in Tromsø",),
    "Shipping › Pick up in the shop": ("can I collect my order in the store",),
    "Shipping › Duties and VAT": ("do I have to pay customs for Switzerland",),
    "Shipping › Where is my parcel?": ("my package has not arrived", "tracking number"),
    "Shipping › Gas and fuel": ("can you send gas canisters",),
    "Sizes and fit › Jackets": ("what size jacket for a chest of 95 cm",),
    "Sizes and fit › How to measure": ("how do I measure my waist",),
    "Sizes and fit › Backpacks": ("how long is the back of the Lyng 45",),
    "Sizes and fit › Tents": ("how many people fit in the Polaris 3",),
    "Which tent for the winter? › Polaris 3 or Polaris 3 Expedition?": (
        "is Polaris 3 good enough for snow",
    ),
    "Which tent for the winter? › How to pitch in snow": ("how do I pitch a tent in the snow",),
    "Which tent for the winter? › And the sleeping bag?": ("which sleeping bag for february",),
    "The first night out with children › What to pack": (
        "what should I bring for camping with kids",
    ),
    "The first night out with children › When somebody is cold": (
        "my child is freezing at night in the tent",
    ),
}
"""Questions by the title of the passage that answers them."""


def documents() -> list[Document]:
    """Every passage of every page; its title, which no other has, is its id."""
    found = []
    for path in sorted(FOLDER.rglob("*.html")):
        if path.name == FRAME:
            continue
        page = html.read(path.read_bytes(), "text/html", f"https://shop.example/{path.name}")
        found += [
            Document(one.title, "page", one.title, one.text, page.language)
            for one in passages.cut(page.text, page.title, page.anchors)
        ]
    return found


def measure(vectors: Vectors | None = None) -> list[Figure]:
    """How often the right passage is not first, and how far down it is."""
    known = documents()
    model = training.train(known, [], vectors)
    asked = [(text, title) for title, texts in QUESTIONS.items() for text in texts]
    ranked = model.rank_many([text for text, _ in asked])
    places = [
        [one.document_id for one in found].index(title) + 1
        if title in {one.document_id for one in found}
        else None
        for (_, title), found in zip(asked, ranked, strict=True)
    ]
    how = f"{len(asked)} questions, {len(known)} passages, no history"
    first = sum(place == 1 for place in places) / len(asked)
    reciprocal = sum(1 / place for place in places if place) / len(asked)
    return [
        Figure("demo shop's pages: not first", 100 * (1 - first), "%", how),
        Figure("demo shop's pages: lost", 100 * (1 - reciprocal), "%", f"{how}; 100 - MRR@10"),
    ]


if __name__ == "__main__":
    main(measure)
