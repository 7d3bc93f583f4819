"""What the AI agent says while a customer proves who they are, and what it mails to them. As in
`sentences.py`: one for every tone, or one for friends and one for others."""

from __future__ import annotations

VERIFICATION: dict[str, dict[str, str | tuple[str, str]]] = {
    "address_wanted": {
        "en": "To answer that, I need to be sure that it's you. Which mail address may I send a "
        "code to?",
        "de": (
            "Dafür muss ich sicher sein, dass du es bist. An welche Mailadresse darf ich einen "
            "Code schicken?",
            "Dafür muss ich sicher sein, dass Sie es sind. An welche Mailadresse darf ich einen "
            "Code schicken?",
        ),
        "fr": (
            "Pour répondre, je dois être sûr que c'est bien toi. À quelle adresse e-mail puis-je "
            "envoyer un code ?",
            "Pour répondre, je dois être sûr que c'est bien vous. À quelle adresse e-mail puis-je "
            "envoyer un code ?",
        ),
        "es": (
            "Para responder necesito confirmar que eres tú. ¿A qué correo puedo enviar un código?",
            "Para responder necesito confirmar que es usted. ¿A qué correo puedo enviar un código?",
        ),
        "it": (
            "Per rispondere devo essere certo che sei tu. A quale indirizzo e-mail posso inviare "
            "un codice?",
            "Per rispondere devo essere certo che è lei. A quale indirizzo e-mail posso inviare "
            "un codice?",
        ),
        "nl": (
            "Daarvoor moet ik zeker weten dat jij het bent. Naar welk mailadres mag ik een code "
            "sturen?",
            "Daarvoor moet ik zeker weten dat u het bent. Naar welk mailadres mag ik een code "
            "sturen?",
        ),
        "sv": "För att svara behöver jag veta att det är du. Till vilken mejladress får jag skicka "
        "en kod?",
        "da": "For at svare skal jeg være sikker på, at det er dig. Hvilken mailadresse må jeg "
        "sende en kode til?",
        "no": "For å svare må jeg være sikker på at det er deg. Hvilken e-postadresse kan jeg "
        "sende en kode til?",
        "fi": "Vastatakseni minun on varmistettava henkilöllisyys. Mihin sähköpostiosoitteeseen "
        "voin lähettää koodin?",
        "pl": "Aby odpowiedzieć, muszę potwierdzić tożsamość. Na jaki adres e-mail mogę wysłać "
        "kod?",
        "pt": "Para responder preciso de confirmar a identidade. Para que e-mail posso enviar um "
        "código?",
    },
    "address_wrong": {
        "en": "I can't read that as a mail address. Is there a typing error in it?",
        "de": "Das kann ich nicht als Mailadresse lesen. Ist vielleicht ein Tippfehler darin?",
        "fr": "Je n'y reconnais pas d'adresse e-mail. Y a-t-il une faute de frappe ?",
        "es": "No reconozco ahí un correo electrónico. ¿Hay algún error al escribirlo?",
        "it": "Non ci riconosco un indirizzo e-mail. C'è forse un errore di battitura?",
        "nl": "Daar herken ik geen mailadres in. Zit er misschien een typefout in?",
        "sv": "Jag kan inte läsa det som en mejladress. Blev det ett skrivfel?",
        "da": "Det kan jeg ikke læse som en mailadresse. Er der en slåfejl i den?",
        "no": "Det kan jeg ikke lese som en e-postadresse. Er det en skrivefeil i den?",
        "fi": "En tunnista tuota sähköpostiosoitteeksi. Onko siinä kirjoitusvirhe?",
        "pl": "Nie rozpoznaję w tym adresu e-mail. Czy jest w nim literówka?",
        "pt": "Não reconheço aí um e-mail. Há algum erro de escrita?",
    },
    "code_sent": {
        "en": "To answer that, I need to be sure that it's you. I've sent a six-digit code to "
        "{email}: please write it here within {minutes} minutes.",
        "de": (
            "Dafür muss ich sicher sein, dass du es bist. Ich habe einen sechsstelligen Code an "
            "{email} geschickt: Bitte schreib ihn innerhalb von {minutes} Minuten hier hinein.",
            "Dafür muss ich sicher sein, dass Sie es sind. Ich habe einen sechsstelligen Code an "
            "{email} geschickt: Bitte schreiben Sie ihn innerhalb von {minutes} Minuten hier "
            "hinein.",
        ),
        "fr": (
            "Pour répondre, je dois être sûr que c'est bien toi. J'ai envoyé un code à six "
            "chiffres à {email} : écris-le ici dans les {minutes} minutes.",
            "Pour répondre, je dois être sûr que c'est bien vous. J'ai envoyé un code à six "
            "chiffres à {email} : écrivez-le ici dans les {minutes} minutes.",
        ),
        "es": (
            "Para responder necesito confirmar que eres tú. He enviado un código de seis cifras a "
            "{email}: escríbelo aquí en los próximos {minutes} minutos.",
            "Para responder necesito confirmar que es usted. He enviado un código de seis cifras "
            "a {email}: escríbalo aquí en los próximos {minutes} minutos.",
        ),
        "it": (
            "Per rispondere devo essere certo che sei tu. Ho inviato un codice di sei cifre a "
            "{email}: scrivilo qui entro {minutes} minuti.",
            "Per rispondere devo essere certo che è lei. Ho inviato un codice di sei cifre a "
            "{email}: lo scriva qui entro {minutes} minuti.",
        ),
        "nl": (
            "Daarvoor moet ik zeker weten dat jij het bent. Ik heb een code van zes cijfers naar "
            "{email} gestuurd: schrijf die hier binnen {minutes} minuten.",
            "Daarvoor moet ik zeker weten dat u het bent. Ik heb een code van zes cijfers naar "
            "{email} gestuurd: schrijft u die hier binnen {minutes} minuten.",
        ),
        "sv": "För att svara behöver jag veta att det är du. Jag har skickat en sexsiffrig kod "
        "till {email}: skriv den här inom {minutes} minuter.",
        "da": "For at svare skal jeg være sikker på, at det er dig. Jeg har sendt en sekscifret "
        "kode til {email}: skriv den her inden for {minutes} minutter.",
        "no": "For å svare må jeg være sikker på at det er deg. Jeg har sendt en sekssifret kode "
        "til {email}: skriv den her innen {minutes} minutter.",
        "fi": "Vastatakseni minun on varmistettava henkilöllisyys. Lähetin kuusinumeroisen koodin "
        "osoitteeseen {email}: kirjoita se tähän {minutes} minuutin kuluessa.",
        "pl": "Aby odpowiedzieć, muszę potwierdzić tożsamość. Sześciocyfrowy kod jest wysłany na "
        "adres {email}: proszę wpisać go tutaj w ciągu {minutes} minut.",
        "pt": (
            "Para responder preciso de confirmar a identidade. Enviei um código de seis algarismos "
            "para {email}: escreve-o aqui nos próximos {minutes} minutos.",
            "Para responder preciso de confirmar a identidade. Enviei um código de seis algarismos "
            "para {email}: escreva-o aqui nos próximos {minutes} minutos.",
        ),
    },
    "code_again": {
        "en": "A new code is on its way to {email}. The earlier one no longer works.",
        "de": "Ein neuer Code ist unterwegs an {email}. Der frühere gilt nicht mehr.",
        "fr": "Un nouveau code part vers {email}. Le précédent n'est plus valable.",
        "es": "Un código nuevo va de camino a {email}. El anterior ya no sirve.",
        "it": "Un nuovo codice è in arrivo a {email}. Quello precedente non vale più.",
        "nl": "Er is een nieuwe code onderweg naar {email}. De vorige werkt niet meer.",
        "sv": "En ny kod är på väg till {email}. Den förra gäller inte längre.",
        "da": "En ny kode er på vej til {email}. Den forrige gælder ikke længere.",
        "no": "En ny kode er på vei til {email}. Den forrige gjelder ikke lenger.",
        "fi": "Uusi koodi on matkalla osoitteeseen {email}. Aiempi ei enää kelpaa.",
        "pl": "Nowy kod jest w drodze na adres {email}. Poprzedni już nie działa.",
        "pt": "Um novo código vai a caminho de {email}. O anterior já não serve.",
    },
    "code_pending": {
        "en": "For that I still need the six-digit code that went to {email}.",
        "de": "Dafür brauche ich noch den sechsstelligen Code, der an {email} ging.",
        "fr": "Pour cela il me faut encore le code à six chiffres envoyé à {email}.",
        "es": "Para eso aún necesito el código de seis cifras enviado a {email}.",
        "it": "Per questo mi serve ancora il codice di sei cifre inviato a {email}.",
        "nl": "Daarvoor heb ik nog de code van zes cijfers nodig die naar {email} ging.",
        "sv": "För det behöver jag fortfarande den sexsiffriga koden som gick till {email}.",
        "da": "Til det mangler jeg stadig den sekscifrede kode, der gik til {email}.",
        "no": "Til det trenger jeg fortsatt den sekssifrede koden som gikk til {email}.",
        "fi": "Tarvitsen siihen vielä kuusinumeroisen koodin, joka lähti osoitteeseen {email}.",
        "pl": "Do tego potrzebny jest jeszcze sześciocyfrowy kod wysłany na adres {email}.",
        "pt": "Para isso ainda preciso do código de seis algarismos enviado para {email}.",
    },
    "code_wrong": {
        "en": "That is not the code. Tries left: {left}.",
        "de": "Das ist nicht der Code. Verbleibende Versuche: {left}.",
        "fr": "Ce n'est pas le bon code. Essais restants : {left}.",
        "es": "Ese no es el código. Intentos restantes: {left}.",
        "it": "Non è il codice giusto. Tentativi rimasti: {left}.",
        "nl": "Dat is niet de code. Resterende pogingen: {left}.",
        "sv": "Det är inte koden. Försök kvar: {left}.",
        "da": "Det er ikke koden. Forsøg tilbage: {left}.",
        "no": "Det er ikke koden. Forsøk igjen: {left}.",
        "fi": "Tuo ei ole oikea koodi. Yrityksiä jäljellä: {left}.",
        "pl": "To nie jest ten kod. Pozostałe próby: {left}.",
        "pt": "Esse não é o código. Tentativas restantes: {left}.",
    },
    "code_expired": {
        "en": "That code no longer works. For a new one, just say: {again}",
        "de": "Dieser Code gilt nicht mehr. Für einen neuen genügt: {again}",
        "fr": "Ce code n'est plus valable. Pour en recevoir un autre, il suffit d'écrire : {again}",
        "es": "Ese código ya no sirve. Para recibir uno nuevo basta con escribir: {again}",
        "it": "Quel codice non vale più. Per riceverne uno nuovo basta scrivere: {again}",
        "nl": "Die code werkt niet meer. Voor een nieuwe is dit genoeg: {again}",
        "sv": "Den koden gäller inte längre. För en ny räcker det att skriva: {again}",
        "da": "Den kode gælder ikke længere. For en ny er det nok at skrive: {again}",
        "no": "Den koden gjelder ikke lenger. For en ny holder det å skrive: {again}",
        "fi": "Tuo koodi ei enää kelpaa. Uuden saa kirjoittamalla: {again}",
        "pl": "Ten kod już nie działa. Po nowy wystarczy napisać: {again}",
        "pt": "Esse código já não serve. Para receber outro basta escrever: {again}",
    },
    "again": {
        "en": "Send it again",
        "de": "Noch einmal senden",
        "fr": "Renvoyer le code",
        "es": "Enviar otra vez",
        "it": "Invia di nuovo",
        "nl": "Opnieuw sturen",
        "sv": "Skicka igen",
        "da": "Send igen",
        "no": "Send igjen",
        "fi": "Lähetä uudelleen",
        "pl": "Wyślij ponownie",
        "pt": "Enviar de novo",
    },
    "verified": {
        "en": "Thank you, that's right.",
        "de": "Danke, das stimmt.",
        "fr": "Merci, c'est bien ça.",
        "es": "Gracias, es correcto.",
        "it": "Grazie, è corretto.",
        "nl": "Bedankt, dat klopt.",
        "sv": "Tack, det stämmer.",
        "da": "Tak, det passer.",
        "no": "Takk, det stemmer.",
        "fi": "Kiitos, se on oikein.",
        "pl": "Dziękuję, zgadza się.",
        "pt": "Obrigado, está certo.",
    },
    "mail_subject": {
        "en": "Your code for {company}",
        "de": "Code für {company}",
        "fr": "Code pour {company}",
        "es": "Código para {company}",
        "it": "Codice per {company}",
        "nl": "Code voor {company}",
        "sv": "Kod till {company}",
        "da": "Kode til {company}",
        "no": "Kode til {company}",
        "fi": "Koodi: {company}",
        "pl": "Kod do {company}",
        "pt": "Código para {company}",
    },
    "mail_text": {
        "en": "The code for the conversation with {company}:\n\n    {code}\n\nIt is good for "
        "{minutes} minutes. If nobody asked for it here, this mail can be ignored; please give "
        "the code to nobody.\n",
        "de": "Der Code für das Gespräch mit {company}:\n\n    {code}\n\nEr gilt {minutes} "
        "Minuten. Wurde er hier nicht angefordert, kann diese Mail ignoriert werden; bitte den "
        "Code an niemanden weitergeben.\n",
        "fr": "Le code pour la conversation avec {company} :\n\n    {code}\n\nIl est valable "
        "{minutes} minutes. Si personne ne l'a demandé ici, ce message peut être ignoré ; merci "
        "de ne donner le code à personne.\n",
        "es": "El código para la conversación con {company}:\n\n    {code}\n\nSirve durante "
        "{minutes} minutos. Si nadie lo ha pedido aquí, este mensaje puede ignorarse; el código "
        "no se debe dar a nadie.\n",
        "it": "Il codice per la conversazione con {company}:\n\n    {code}\n\nVale {minutes} "
        "minuti. Se nessuno l'ha richiesto qui, questo messaggio può essere ignorato; il codice "
        "non va dato a nessuno.\n",
        "nl": "De code voor het gesprek met {company}:\n\n    {code}\n\nDie is {minutes} minuten "
        "geldig. Heeft hier niemand erom gevraagd, dan kan deze mail worden genegeerd; geef de "
        "code aan niemand.\n",
        "sv": "Koden för samtalet med {company}:\n\n    {code}\n\nDen gäller i {minutes} minuter. "
        "Har ingen bett om den här kan mejlet ignoreras; ge inte koden till någon.\n",
        "da": "Koden til samtalen med {company}:\n\n    {code}\n\nDen gælder i {minutes} minutter. "
        "Har ingen bedt om den her, kan mailen ignoreres; giv ikke koden til nogen.\n",
        "no": "Koden til samtalen med {company}:\n\n    {code}\n\nDen gjelder i {minutes} "
        "minutter. Har ingen bedt om den her, kan e-posten ses bort fra; gi ikke koden til noen.\n",
        "fi": "Koodi keskusteluun ({company}):\n\n    {code}\n\nSe on voimassa {minutes} "
        "minuuttia. Jos kukaan ei ole pyytänyt sitä täältä, viestin voi jättää huomiotta; koodia "
        "ei pidä antaa kenellekään.\n",
        "pl": "Kod do rozmowy z {company}:\n\n    {code}\n\nJest ważny {minutes} minut. Jeśli nikt "
        "o niego nie prosił, tę wiadomość można zignorować; kodu nie należy nikomu podawać.\n",
        "pt": "O código para a conversa com {company}:\n\n    {code}\n\nÉ válido durante "
        "{minutes} minutos. Se ninguém o pediu aqui, esta mensagem pode ser ignorada; o código "
        "não deve ser dado a ninguém.\n",
    },
}
