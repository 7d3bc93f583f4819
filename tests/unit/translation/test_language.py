"""Telling languages apart, by sentences that customers write."""

import gzip
import json
from pathlib import Path

import pytest

from chalicelib.translation.language import detect

SHARED = Path(__file__).resolve().parents[4] / "shared" / "suggest"

WRITTEN = {
    "en": ("Hi, where is my order?", "The tent arrived broken", "do you ship to Norway"),
    "de": ("Hallo, wo bleibt mein Paket?", "Das Zelt ist kaputt angekommen", "vielen Dank!"),
    "fr": ("Bonjour, où est ma commande ?", "La tente est arrivée cassée", "merci beaucoup !"),
    "es": ("Hola, ¿dónde está mi pedido?", "La tienda llegó rota", "muchas gracias!"),
    "it": ("Ciao, dov'è il mio ordine?", "La tenda è arrivata rotta", "grazie mille!"),
    "pt": ("Olá, onde está a minha encomenda?", "muito obrigado!", "ainda não recebi nada"),
    "nl": ("Hallo, waar is mijn bestelling?", "De tent is kapot aangekomen", "hartelijk dank!"),
    "sv": ("Hej, var är min beställning?", "Tältet kom trasigt", "tack så mycket!"),
    "no": ("Jeg har fortsatt ikke fått noe", "Sender dere til Svalbard", "Når kommer pakken min?"),
    "da": ("Hej, hvor er min bestilling?", "jeg har stadig ikke modtaget noget"),
    "fi": ("Hei, missä tilaukseni on?", "Teltta saapui rikki", "kiitos paljon!"),
    "pl": ("Cześć, gdzie jest moje zamówienie?", "dziękuję bardzo!"),
    "uk": ("Вітаю, де моє замовлення?", "дуже дякую!"),
    "ja": ("注文はどこですか？", "ありがとうございます"),
    "ar": ("أين طلبي؟", "شكرا جزيلا"),
}


@pytest.mark.feature("MSG-10")
@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code, texts in WRITTEN.items() for text in texts]
)
def test_a_customers_sentence_is_known_by_its_language(code, text):
    assert detect(text).bcp47 == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "👍",
        "🙂🙂",
        "12345",
        "#1042",
        "+47 900 00 007",
        "ok",
        "OK",
        "hm",
        "DHL",
        "ja",
        "SM-G991B",
        "XPZ-4400",
        "a@b.example",
        "https://shop.example/x?y=1",
        "...",
        "Müller",
        "\x00",
    ],
)
def test_what_has_no_language_is_undetermined(text):
    assert detect(text).bcp47 == "und"


def test_an_address_does_not_make_a_german_sentence_english():
    assert detect("Wo finde ich das? https://shop.example/where/is/it").bcp47 == "de"


def test_who_shouts_is_understood_too():
    assert detect("WHERE IS MY ORDER").bcp47 == "en"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared texts are not on this machine")
@pytest.mark.parametrize(
    ("folder", "code", "right", "wrong"),
    [
        ("xsid_en", "en", 0.86, 0.03),
        ("xsid_de", "de", 0.94, 0.03),
        ("xsid_it", "it", 0.93, 0.04),
        ("covidpages_de", "de", 0.99, 0.01),
        ("banking77", "en", 0.96, 0.01),
    ],
)
def test_short_messages_of_others_are_told_right_and_hardly_ever_wrong(folder, code, right, wrong):
    with gzip.open(SHARED / folder / "queries.jsonl.gz", "rt") as file:
        lines = file.read().splitlines()[:500]
    told = [detect(json.loads(line)["text"]).bcp47 for line in lines]

    assert told.count(code) / len(told) >= right
    assert sum(one not in (code, "und") for one in told) / len(told) <= wrong
