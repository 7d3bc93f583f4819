"""What mail programs write around quoted mail, in the languages that customers use.

Alternatives of regular expressions, or words between `|`; `quotes.py` and `signatures.py` say where
they count. Collected from what the programs themselves write (Outlook, Apple Mail, Gmail,
Thunderbird, Yahoo, phones) in each language.
"""

WROTE_LAST = (
    "wrote|writes|sent|escribió|escribio|escreveu|kirjoitti|napisał|napisała|napisał(a)"
    "|napisali|napsal|napsala|napsal(a)|napísal|napísala|napísal(a)|написал|написала"
    "|написал(а)|написали|написа|пишет|пише|написав|написала(в)|yazdı|yazmış|írta|έγραψε"
    "|schrieb|schreef|skrev|skreiv|geschreven|geschrieben|scritto|écrit|écrivait|rakstīja"
    "|rašė|pisze|viết|menulis|写道|寫道|寫|写|作成|작성|каже|kirjutas"
)
"""On … NAME wrote: (the verb ends the line)"""

WROTE_PHRASES = (
    "a écrit|ha scritto|a scris|je napisal|je napisao|je napisala|je napisao/la"
    "|het volgende geschreven|şunu yazdı|şunları yazdı|đã viết|のメッセージ|さんは書きました"
    "|님이 작성|님이 쓴 글"
)

WROTE_MIDDLE = (
    "wrote|schrieb|schreef|skrev|skreiv|escribió|escreveu|napisał|napsal|написал|írta|כתב|כתבה|כתב/ה"
    "|كتب|كتبت|מאת|écrit"
)
"""On … wrote NAME: (the verb stands before who wrote)"""

STARTERS = (
    "On|Am|Le|El|Il|Em|Op|Den|På|I|In|Dne|Dnia|Dňa|W|Dana|Na|Ngày|Pada|La|Pe|Στις|Vào|Kell"
    "|Dia|A|Az|В|У|在|于|於|בתאריך|ב|‫בתאריך|في|في‏|بتاريخ"
)
"""The first word of such a line, where it is not a date or a name."""

WEEKDAYS = (
    "mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie"
    "|sáb|dom|gio|seg|ter|qua|qui|sex|ma|wo|vr|za|zo|mån|tis|ons|tor|tors|fre|lör|sön|man|tir"
    "|lør|søn|ti|ke|to|pe|la|su|pon|wt|śr|czw|pt|sob|niedz|po|út|st|čt|pá|ne|пн|вт|ср|чт|пт"
    "|сб|вс|нд|pzt|sal|çar|per|cum|cmt|paz"
)
"""Shortened, at the start of such a line."""

FROM = (
    "From|Von|De|Da|Van|Från|Fra|Od|От|Від|Lähettäjä|Gönderen|Kimden|差出人|送信元|发件人|寄件者"
    "|寄件人|보낸 사람|보낸사람|מאת|من|Από|Feladó|De la|Expéditeur|Remitente|Mittente|Afzender"
    "|Remetente|Avsändare|Absender|Nuo|No|Saatja|Pošiljatelj|Šalje|Dari|Từ|จาก"
)
SENT = (
    "Sent|Date|Gesendet|Datum|Envoyé|Envoyé le|Enviado|Enviado el|Enviada em|Enviado em|Fecha"
    "|Inviato|Data|Verzonden|Skickat|Sendt|Dato|Lähetetty|Päivämäärä|Päiväys|Wysłano|Odesláno"
    "|Odoslané|Отправлено|Дата|Надіслано|Gönderildi|Gönderme Tarihi|Tarih|送信日時|日時|日付"
    "|发送时间|發送時間|发件日期|日期|時間|时间|傳送時間|寄件日期|보낸 날짜|보낸날짜|날짜|נשלח"
    "|תאריך|تاريخ|التاريخ|تم الإرسال|أرسلت|Ημερομηνία|Στάλθηκε|Elküldve|Dátum|Trimis|Dikirim"
    "|Ngày|Đã gửi|วันที่"
)
TO = (
    "To|An|À|A|Para|Aan|Till|Til|Do|Komu|Pro|Кому|До|Kime|Alıcı|Vastaanottaja|宛先|收件人|收件者"
    "|받는 사람|받는사람|אל|إلى|Προς|Címzett|Către|Destinataire|Kepada|Đến|ถึง|Reply-To"
)
COPY = "Cc|CC|Kopie|Copie|Kopia|Kopi|Kopio|Копия|Копія|抄送|副本|参照|참조|העתק|نسخة|Κοιν|DW|Bcc"
SUBJECT = (
    "Subject|Betreff|Objet|Asunto|Oggetto|Assunto|Onderwerp|Ämne|Emne|Aihe|Temat|Předmět|Predmet"
    "|Тема|Konu|件名|主题|主旨|主題|제목|נושא|الموضوع|موضوع|Θέμα|Tárgy|Subiect|Subjek|Perihal"
    "|Chủ đề|หัวเรื่อง|Tema|Teema"
)

ORIGINAL = (
    "Original Message|Original Appointment|Original mail|Original E-?mail|Reply Message"
    "|Replied Message|Ursprüngliche Nachricht|Originalnachricht|Original-?Nachricht"
    "|Antwort Nachricht|Message d['’]origine|Message original|Message initial|Mensaje original"
    "|Messaggio originale|Mensagem original|Oorspronkelijk bericht|Origineel bericht"
    "|Ursprungligt meddelande|Originalmeddelande|Opprinnelig melding|Oprindelig meddelelse"
    "|Oprindelig besked|Oprindelig mail|Alkuperäinen viesti|Wiadomość oryginalna"
    "|Oryginalna wiadomość|Původní zpráva|Původní e-mail|Исходное сообщение"
    "|Оригинальное сообщение|Пересланное сообщение от|Orijinal Mesaj|Orijinal İleti|Özgün İleti"
    "|原始邮件|原始郵件|原邮件|元のメッセージ|オリジナルメッセージ|원본 메시지|원본 메일|원본메시지"
    "|הודעה מקורית|الرسالة الأصلية|Αρχικό μήνυμα|Eredeti üzenet|Mesaj original|Mesajul original"
    "|Pesan Asli|Thư gốc"
)
FORWARDED = (
    "Forwarded message|Forwarded by .*|Forwarded Mail|Weitergeleitete Nachricht"
    "|Weitergeleitet von"
    "|Message transféré|Message transmis|Mensaje reenviado|Messaggio inoltrato"
    "|Mensagem encaminhada|Mensagem reencaminhada|Doorgestuurd bericht"
    "|Vidarebefordrat meddelande|Videresendt melding|Videresendt meddelelse|Videresendt besked"
    "|Edelleenlähetetty viesti|Välitetty viesti|Przekazana wiadomość|Wiadomość przekazana"
    "|Přeposlaná zpráva|Пересылаемое сообщение|Переадресованное сообщение"
    "|Пересланное сообщение|İletilen mesaj|İletilen ileti|Yönlendirilen ileti|转发的邮件|转发邮件"
    "|轉寄郵件|轉寄的郵件|転送されたメッセージ|転送メッセージ|전달된 메시지|전달된 메일"
    "|הודעה שהועברה|رسالة معاد توجيهها|رسالة مُعاد توجيهها|Προωθημένο μήνυμα|Továbbított üzenet"
    "|Mesaj redirecționat"
)
FORWARD_BEGINS = (
    "Begin forwarded message|Anfang der weitergeleiteten (?:Nachricht|E-?Mail)"
    "|Début du message (?:réexpédié|transféré)|Inicio del mensaje reenviado"
    "|Inizio messaggio inoltrato|Início da mensagem (?:reencaminhada|encaminhada)"
    "|Begin doorgestuurd bericht|Vidarebefordrat (?:brev|mejl)"
    "|Start på videresendt (?:e-?post|mail)"
    "|Videresendt e-post|Välitetty viesti alkaa|Początek przekazanej wiadomości"
    "|Начало переадресованного сообщения|İletilen ileti başlangıcı|下面是被转发的邮件"
    "|以下是轉寄的郵件|転送されたメッセージ|전달된 메시지의 시작"
)

SENT_FROM = (
    # Sent from my phone
    "Sent from|Sent via|Sent with|Sent using|Sent on the go|Get Outlook for|Get BlueMail for"
    "|Gesendet von|Gesendet mit|Von meinem .* gesendet|Diese Nachricht wurde von meinem"
    "|Holen Sie sich Outlook|Outlook für .* herunterladen|Envoyé de|Envoyé depuis|Envoyé à partir"
    "|Envoyé avec|Envoyé par|Télécharge[rz] Outlook|Obtenir Outlook|Obtenez Outlook|Enviado desde"
    "|Enviado con|Obtener Outlook|Enviado do meu|Enviado de|Enviado a partir|Enviado via"
    "|Enviada do|Obter o? ?Outlook|Baixe o Outlook|Inviato da|Inviato dal|Inviato con"
    "|Scarica Outlook|Ottieni Outlook|Verzonden vanaf|Verzonden via|Verzonden met|Verstuurd vanaf"
    "|Verstuurd met|Outlook voor .* downloaden|Skickat från|Hämta Outlook|Sendt fra|Sendt med"
    "|Sendt via|Hent Outlook|Få Outlook"
    "|Lähetetty .*(?:iPhone|iPad|puhelim|laittee|Outlook|Samsung)"
    "|Hanki Outlook|Wysłane z|Wysłano z|Pobierz (?:aplikację )?Outlook|Odesláno z"
    "|Stáhnout Outlook"
    "|Odoslané z|Отправлено с|Отправлено из|Скачать Outlook|Надіслано з|Bu e-posta .* gönderildi"
    "|.*(?:iPhone|iPad|Android)['’]?\\w* gönderildi|.*'(?:dan|den|tan|ten|umdan) gönderildi"
    "|Outlook.*edinin|发自我的|从我的 ?\\w+ ?发送|發自我的|傳送自我的|从我的|我的 ?\\w+ ?发送"
    "|.*から送信|나의 .*에서 보냄|내 .*에서 보냄|.*에서 보냄|נשלח מ|أرسلت من|أُرسلت من|مرسل من"
    "|Στάλθηκε από|Küldve|Trimis de pe|Dikirim dari|Được gửi từ|Yahoo Mail on Android"
    "|Yahoo Mail for|Läs mer på Outlook"
)
CLOSINGS = (
    # Kind regards, alone on its line
    "(?:\\w+ ){0,2}regards|(?:with )?(?:my )?(?:kind|best|warm|many) (?:regards|wishes)|regards"
    "|best|cheers|sincerely|yours (?:sincerely|faithfully|truly)|sincerely yours|all the best"
    "|best wishes|warmly|respectfully|cordially"
    "|mit (?:freundlichen|besten|lieben) gr(?:ü|ue)(?:ß|ss)en"
    "|mit freundlichem gru(?:ß|ss)"
    "|(?:viele|beste|liebe|schöne|freundliche|herzliche) gr(?:ü|ue)(?:ß|ss)e"
    "|gr(?:ü|ue)(?:ß|ss)e|mfg|lg|vg|hochachtungsvoll|(?:bien )?cordialement|(?:très |bien )?cdlt"
    "|bien à vous|bien à toi|sincères salutations|meilleures salutations|cordiales salutations"
    "|salutations distinguées|bonne (?:journée|soirée|réception)|amicalement|atentamente"
    "|(?:un )?(?:cordial )?saludos?|un saludo|saludos cordiales|(?:muy )?cordialmente"
    "|cordiali saluti|distinti saluti|un saluto|saluti|atenciosamente|att|cumprimentos"
    "|(?:com os )?melhores cumprimentos|abraços?|met (?:vriendelijke|hartelijke) groet(?:en)?"
    "|(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|mvg"
    "|(?:med |bästa |vänliga |varma )+hälsning(?:ar)?|mvh"
    "|(?:med |de )?(?:venlig|vennlig|bedste|beste) hils(?:en|ner)"
    "|hilsen|ystävällisin terveisin|terveisin|parhain terveisin"
    "|z (?:poważaniem|wyrazami szacunku)"
    "|pozdrawiam|(?:serdecznie )?pozdrawiam|s pozdravem|s úctou|с уважением"
    "|с наилучшими пожеланиями"
    "|з повагою|saygılarımla|saygılar|iyi çalışmalar|此致|敬具|よろしくお願い(?:いた|致)します"
    "|감사합니다|בברכה|בתודה|مع (?:خالص )?(?:التحية|تحياتي)|تحياتي|με εκτίμηση|üdvözlettel|cu stimă"
)
