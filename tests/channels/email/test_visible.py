"""What is new in a mail, in the languages and programs that customers write with."""

import time

import pytest

from chalicelib.channels.email.visible import visible

pytestmark = pytest.mark.feature("CH-10")

LINES_ABOVE_MARKED_QUOTES = {
    "English, Gmail": "On Tue, Mar 5, 2024 at 3:14 PM Nordlys <help@nordlys.example> wrote:",
    "English, Apple": "On 5 Mar 2024, at 15:14, Nordlys <help@nordlys.example> wrote:",
    "English, Thunderbird": "On 05/03/2024 15:14, Nordlys wrote:",
    "English, wrapped": "On Tue, Mar 5, 2024 at 3:14 PM Nordlys Customer Care Department <\n"
    "help-0123456789abcdef0123456789@nordlys.example> wrote:",
    "English, three lines": "On Tue, Mar 5, 2024 at 3:14\nNordlys <help@nordlys.example>\nwrote:",
    "English, dashes": "---- On Tue, 05 Mar 2024 15:14:00 +0100 help@nordlys.example wrote ----",
    "German, Gmail": "Am Di., 5. März 2024 um 15:14 Uhr schrieb Nordlys <help@nordlys.example>:",
    "German, Thunderbird": "Am 05.03.24 um 15:14 schrieb Nordlys:",
    "German, phone": "Nordlys <help@nordlys.example> schrieb am Di., 5.\nMärz 2024, 15:14:",
    "French": "Le mar. 5 mars 2024 à 15:14, Nordlys <help@nordlys.example> a écrit :",
    "French, wrapped": "Le 5 mars 2024 à 15:14, Nordlys\n<help@nordlys.example> a écrit :",
    "Spanish": "El mar, 5 mar 2024 a las 15:14, Nordlys (<help@nordlys.example>) escribió:",
    "Italian": "Il giorno mar 5 mar 2024 alle ore 15:14 Nordlys <help@nordlys.example> ha scritto:",
    "Portuguese": "Em ter., 5 de mar. de 2024 às 15:14, Nordlys <help@nordlys.example> escreveu:",
    "Portuguese, Portugal": "Nordlys <help@nordlys.example> escreveu no dia terça, 5/03/2024 à(s)\n"
    "15:14:",
    "Dutch": "Op di 5 mrt 2024 om 15:14 schreef Nordlys <help@nordlys.example>:",
    "Dutch, Apple": "Op 5 mrt. 2024, om 15:14 heeft Nordlys <help@nordlys.example> het volgende\n"
    "geschreven:",
    "Swedish": "Den tis 5 mars 2024 kl 15:14 skrev Nordlys <help@nordlys.example>:",
    "Norwegian": "tir. 5. mar. 2024 kl. 15:14 skrev Nordlys <help@nordlys.example>:",
    "Danish": "Den tirs. 5. mar. 2024 kl. 15.14 skrev Nordlys <help@nordlys.example>:",
    "Finnish": "ti 5. maalisk. 2024 klo 15.14 Nordlys (help@nordlys.example) kirjoitti:",
    "Polish": "wt., 5 mar 2024 o 15:14 Nordlys <help@nordlys.example> napisał(a):",
    "Polish, Outlook": "W dniu 5.03.2024 o 15:14, Nordlys pisze:",
    "Czech": "út 5. 3. 2024 v 15:14 odesílatel Nordlys <help@nordlys.example> napsal:",
    "Russian": "вт, 5 мар. 2024 г. в 15:14, Nordlys <help@nordlys.example>:",
    "Russian, user": "5 марта 2024 г. 15:14 пользователь Nordlys <help@nordlys.example> написал:",
    "Ukrainian": "вт, 5 бер. 2024 р. о 15:14 Nordlys <help@nordlys.example> пише:",
    "Turkish": "Nordlys <help@nordlys.example>, 5 Mar 2024 Sal, 15:14 tarihinde şunu yazdı:",
    "Chinese": "Nordlys <help@nordlys.example> 于2024年3月5日周二 15:14写道：",
    "Chinese, Apple": "在 2024年3月5日，15:14，Nordlys <help@nordlys.example> 写道：",
    "Japanese": "2024年3月5日(火) 15:14 Nordlys <help@nordlys.example>:",
    "Korean": "2024년 3월 5일 (화) 오후 3:14, Nordlys <help@nordlys.example>님이 작성:",
    "Hebrew": "\u200fבתאריך יום ג׳, 5 במרץ 2024 ב-15:14 מאת \u202aNordlys\u202c\u200f "
    "<\u202ahelp@nordlys.example\u202c\u200f>:\u202c",
    "Arabic": "في الثلاثاء، ٥ مارس ٢٠٢٤ في ٣:١٤ م كتب Nordlys <help@nordlys.example>:",
    "Greek": "Στις Τρί 5 Μαρ 2024 στις 15:14, ο/η Nordlys <help@nordlys.example> έγραψε:",
    "Hungarian": "Nordlys <help@nordlys.example> ezt írta (időpont: 2024. márc. 5., K, 15:14):",
    "an address alone": "2024-03-05 15:14 GMT+01:00 Nordlys <help@nordlys.example>:",
}


@pytest.mark.parametrize(
    "header", LINES_ABOVE_MARKED_QUOTES.values(), ids=LINES_ABOVE_MARKED_QUOTES
)
def test_the_line_above_a_marked_quote_goes_with_it(header):
    text = f"The lamp flickers again.\nWhat now?\n\n{header}\n\n> Try another bulb.\n>\n> Kim\n"

    assert visible(text) == "The lamp flickers again.\nWhat now?"


UNMARKED = [name for name in LINES_ABOVE_MARKED_QUOTES if "phone" not in name]


@pytest.mark.parametrize("name", UNMARKED)
def test_without_marks_all_below_the_line_is_quoted(name):
    text = (
        f"The lamp flickers again.\n\n{LINES_ABOVE_MARKED_QUOTES[name]}\n\nTry another bulb.\n\nKim"
    )

    assert visible(text) == "The lamp flickers again."


BLOCKS = {
    "English": ("From", "Sent", "To", "Subject"),
    "German": ("Von", "Gesendet", "An", "Betreff"),
    "French": ("De", "Envoyé", "À", "Objet"),
    "Spanish": ("De", "Enviado el", "Para", "Asunto"),
    "Italian": ("Da", "Inviato", "A", "Oggetto"),
    "Portuguese": ("De", "Enviado", "Para", "Assunto"),
    "Dutch": ("Van", "Verzonden", "Aan", "Onderwerp"),
    "Swedish": ("Från", "Skickat", "Till", "Ämne"),
    "Norwegian": ("Fra", "Sendt", "Til", "Emne"),
    "Danish": ("Fra", "Sendt", "Til", "Emne"),
    "Finnish": ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"),
    "Polish": ("Od", "Wysłano", "Do", "Temat"),
    "Czech": ("Od", "Odesláno", "Komu", "Předmět"),
    "Russian": ("От", "Отправлено", "Кому", "Тема"),
    "Turkish": ("Kimden", "Gönderildi", "Kime", "Konu"),
    "Chinese": ("发件人", "发送时间", "收件人", "主题"),
    "Japanese": ("差出人", "送信日時", "宛先", "件名"),
    "Korean": ("보낸 사람", "보낸 날짜", "받는 사람", "제목"),
    "Hebrew": ("מאת", "נשלח", "אל", "נושא"),
    "Arabic": ("من", "تم الإرسال", "إلى", "الموضوع"),
}


@pytest.mark.parametrize("labels", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize("form", ["{}: {}", "*{}:* {}", "{} : {}", "> {}: {}"])
def test_a_block_of_headers_begins_what_is_quoted(labels, form):
    values = ("Nordlys <help@nordlys.example>", "5 March 2024 15:14", "Jo", "Your lamp")
    block = "\n".join(form.format(*pair) for pair in zip(labels, values, strict=True))
    rest = "> Try another bulb." if form.startswith(">") else "Try another bulb."

    assert visible(f"It flickers.\n\n{block}\n\n{rest}") == "It flickers."


@pytest.mark.parametrize(
    "line",
    [
        "-----Original Message-----",
        "----- Original Message -----",
        "-------- Original message --------",
        "-----Ursprüngliche Nachricht-----",
        "----- Message d'origine -----",
        "-------- Mensaje original --------",
        "-----Messaggio originale-----",
        "-----Mensagem Original-----",
        "-----Oorspronkelijk bericht-----",
        "-----Ursprungligt meddelande-----",
        "-----Opprinnelig melding-----",
        "-----Oprindelig meddelelse-----",
        "-----Alkuperäinen viesti-----",
        "-----Wiadomość oryginalna-----",
        "-----Исходное сообщение-----",
        "-----Özgün İleti-----",
        "------------------ 原始邮件 ------------------",
        "-----元のメッセージ-----",
        "-----원본 메시지-----",
        "-----הודעה מקורית-----",
        "-----الرسالة الأصلية-----",
    ],
)
def test_the_words_original_message_begin_what_is_quoted(line):
    assert visible(f"It flickers.\n\n{line}\n\nTry another bulb.") == "It flickers."


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone",
        "Sent from Outlook for Android<https://aka.ms/x>",
        "Get Outlook for iOS <https://aka.ms/x>",
        "Von meinem iPhone gesendet",
        "Gesendet von Mail für Windows",
        "Envoyé de mon iPhone",
        "Télécharger Outlook pour iOS",
        "Enviado desde mi iPhone",
        "Enviado do meu iPhone",
        "Inviato da iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Skickat från min iPhone",
        "Sendt fra min iPhone",
        "Lähetetty iPhonesta",
        "Wysłane z iPhone'a",
        "Odesláno z iPhonu",
        "Отправлено с iPhone",
        "iPhone'umdan gönderildi",
        "发自我的 iPhone",
        "iPhoneから送信",
        "나의 iPhone에서 보냄",
        "נשלח מה-iPhone שלי",
        "أرسلت من iPhone",
    ],
)
def test_what_a_phone_writes_below_is_no_word_of_the_customers(line):
    assert visible(f"It flickers.\n\n{line}\n") == "It flickers."


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nJo Berg\n+47 22 22 22 22",
        "--\nJo Berg",
        "—\nJo Berg\njo@berg.example",
        "__\nJo Berg\nBerg AS",
        "Best regards,\nJo Berg\nBerg AS",
        "Kind regards\n\nJo",
        "Med vennlig hilsen\nJo Berg",
        "Mit freundlichen Grüßen\n\nJo Berg",
        "Cordialement,\nJo",
        "Saludos,\nJo",
        "Cordiali saluti\nJo",
        "Met vriendelijke groet,\nJo",
        "С уважением,\nJo",
        "_______________________________________________\nlamps mailing list\nlamps@lists.example\n"
        "https://lists.example/lamps",
    ],
)
def test_a_signature_is_left_out(signature):
    assert visible(f"It flickers.\nWhat now?\n\n{signature}\n") == "It flickers.\nWhat now?"


@pytest.mark.parametrize(
    "text",
    [
        "On the one hand it is bright.\nOn the other hand it flickers.",
        "Here are dates:\n\n2024-03-05 15:14\n5.3.2024 15:14\nMar 5, 2024 at 3:14 PM",
        "Please send it\nFrom: Oslo\nTo: Bergen\nDate: 5 March",
        "Three reasons:\n-- it flickers\n-- it hums\n-- it is hot\n\nCan you help?",
        "The parts:\n\n----\n\n1. the shade\n2. the bulb\n\n----\n\nThese lines are no signature.",
        "A sentence -- with dashes -- goes on.",
        "With regards to your mail, it still flickers.",
        "The note sent from my phone never arrived.",
        "See https://nordlys.example/what-kim-wrote: it is there.",
        "```\n// Sent from my mailer\nsend('--\\nKim')\n```\nThat is my code.",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "Best,\nbut not good enough, since the lamp that you sent me last week flickers each night "
        "as soon as it gets dark outside, and I have no idea why it would do that.",
    ],
)
def test_words_that_look_like_a_quote_or_a_signature_stay(text):
    assert visible(text) == text


def test_answers_between_quotes_are_all_kept():
    text = (
        "On 5 Mar 2024, at 15:14, Nordlys <help@nordlys.example> wrote:\n> Which lamp?\n\n"
        "The blue one.\n\n> Which bulb?\n\nThe large one.\n"
    )

    assert visible(text) == "The blue one.\n\nThe large one."


def test_what_is_written_below_the_quote_is_kept():
    text = "On 05/03/2024 15:14, Nordlys wrote:\n>\n> Which lamp?\nThe blue one."

    assert visible(text) == "The blue one."


def test_a_header_on_the_line_of_the_answer_goes():
    text = "Yes, thanks On Tue, Mar 5, 2024 at 3:14 PM, help@nordlys.example wrote:\n> Ok?"

    assert visible(text) == "Yes, thanks"


def test_a_forwarded_mail_is_shown_when_nothing_else_is_said():
    text = (
        "---------- Forwarded message ---------\nFrom: Ann <ann@berg.example>\n"
        "Date: Tue, Mar 5, 2024\nSubject: Lamp\nTo: Jo <jo@berg.example>\n\nIt flickers."
    )

    assert visible(text) == text


@pytest.mark.parametrize(
    "line",
    ["---------- Forwarded message ---------", "Begin forwarded message:",
     "-------- Weitergeleitete Nachricht --------", "Début du message réexpédié :"],
)  # fmt: skip
def test_a_comment_on_a_forwarded_mail_is_what_is_new(line):
    text = f"Can you take this one?\n\n{line}\n\nFrom: Ann <ann@berg.example>\nSubject: Lamp\n\nHi"

    assert visible(text) == "Can you take this one?"


def test_a_mail_that_is_all_quote_says_nothing_new():
    assert visible("> It flickers.\n> Kim\n") == ""


@pytest.mark.parametrize(
    "text",
    [
        "On 1999 <a " * 20_000,
        ("On 1999 <a@b.example " * 15 + "\n") * 2_000,
        "On\n" * 50_000,
        ">" * 200_000,
        ("From: " + "x" * 300 + "\n") * 3_000,
        "-" * 300_000,
        ("regards " * 8 + "\n") * 5_000,
        "[" * 100_000 + "<" * 100_000,
    ],
    ids=range(8),
)
def test_hostile_text_takes_no_time(text):
    begin = time.process_time()

    visible(text)

    assert time.process_time() - begin < 4
