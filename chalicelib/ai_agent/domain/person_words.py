"""The words with which people ask for a person, by language: plain (no accents, lower case), as
alternatives of a regular expression. How they go together: `person.py`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asking:
    """One language's words."""

    talk: str
    """Speaking with somebody, being put through to somebody."""
    to: str
    """What stands between the verb and the person; empty where endings do its work."""
    small: str
    """What may stand before the person: articles, "real", "one of your"."""
    strong: str
    """Someone who works here, or a human being."""
    weak: str
    """Someone: a person only together with talking."""
    want: str
    """Wanting, getting."""
    no: str
    """Turning down."""
    bot: str
    polite: str = ""
    final: bool = False
    """Whether the verb may come last."""


ASKING = {
    "en": Asking(
        talk=r"speak|talk|chat|write|connect|connected|transfer|transferred|put|pass|get|switch"
        r"|forward|escalate|redirect|hand|speaking|talking|in touch|reach out|escalated",
        to=r"to|with|through to|over to|on to",
        small=r"a|an|the|any|some|your|one of your|of your|real|actual|live|another|human|proper",
        strong=r"(?:customer |live |human |support |service |sales )*(?:agent|representative|rep"
        r"|adviser|advisor|operator|supervisor|colleague)s?|humans?|human being|real person"
        r"|actual person|live person|real people|real human|customer (?:service|support|care)"
        r"|support (?:team|staff)|staff(?: member)?|member of (?:staff|your team)|employee",
        weak=r"person|people|someone|somebody|anyone|anybody|manager|team",
        want=r"i want|i need|i(?:'d| would) (?:like|prefer|rather have)|give me|get me|bring me"
        r"|can i (?:have|get|see)|could i (?:have|get)|let me (?:have|get)|is there|are there"
        r"|want|need|call me|i demand|show me|to have|to get",
        no=r"not|don't|dont|won't|no more|stop|instead of|hate|rather than|no",
        bot=r"bots?|robots?|chat ?bots?|machine|computer|ai|an ai|automated (?:system|answers?)",
        polite=r"please|now|hello|hi|hey|thanks|no|yes|ok|here|there|immediately|asap",
    ),
    "de": Asking(
        talk=r"sprech\w*|sprich\w*|red(?:en|e|et)|chatten|verbind\w*|verbunden|weiter(?:ge)?leite\w*"
        r"|durch(?:zu)?stell\w*|telefonier\w*|unterhalten|kontakt\w*|schreiben|wenden",
        to=r"mit|zu|an|bei|nach",
        small=r"einem|einer|eine|einen|ein|dem|der|den|die|ihrem|ihrer|eurem|eurer|ihren|euren"
        r"|echten?|echter|richtigen?|richtiger|lebenden|anderen|realen?|wirklichen|menschlichen|mal",
        strong=r"mensch(?:en)?|mitarbeiter(?:in|innen|n)?|kundenberater(?:in|n)?|berater(?:in|n)?"
        r"|kundendienst|kundenservice|kundenbetreuer(?:in)?|ansprechpartner(?:in|n)?"
        r"|sachbearbeiter(?:in|n)?|agenten?|kollegen?|kollegin|support|(?:echte|reale) person",
        weak=r"jemand(?:en|em)?|irgendjemand(?:en|em)?|person|leuten|chef(?:in)?",
        want=r"ich (?:will|mochte|brauche|hatte gern\w*|wunsche)|geben sie mir|gib mir|gebt mir"
        r"|holen sie|hol mir|kann ich|gibt es|bitte|brauche|mochte|will",
        no=r"nicht|kein\w*|nie|statt|anstatt|ohne",
        bot=r"bots?|roboter|chatbots?|maschinen?|computer|ki|automat\w*",
        polite=r"bitte|jetzt|sofort|hallo|danke|nein|ja|hier|da|endlich",
        final=True,
    ),
    "fr": Asking(
        talk=r"parler|parle|discuter|echanger|communiquer|mettre|mettez|transferez|transferer"
        r"|passez|passer|joindre|contacter|avoir|contact|relation",
        to=r"a|avec|en relation avec|en contact avec",
        small=r"un|une|le|la|l'un de|vos|votre|de vos|vrai|vraie|veritable|autre|directement",
        strong=r"(?:etre )?humains?|conseiller(?:e)?s?|agents?|operat(?:eur|rice)|teleconseillers?"
        r"|employee?|collaborat(?:eur|rice)|service clients?|service clientele|responsable"
        r"|vraie personne|personne (?:reelle|humaine)|support",
        weak=r"quelqu'un|personne|gens|equipe",
        want=r"je (?:veux|voudrais|souhaite|prefere|prefererais|desire)(?: avoir| joindre)?"
        r"|puis-je avoir|passez-moi|donnez-moi|il me faut|j'ai besoin d'|besoin d'|y a-t-il"
        r"|contacter|joindre",
        no=r"pas|plus|jamais|au lieu d'|ras le bol",
        bot=r"bots?|robots?|chatbots?|machines?|ordinateur|ia|automate",
        polite=r"s'il vous plait|s'il te plait|svp|stp|merci|bonjour|maintenant|non|oui",
    ),
    "es": Asking(
        talk=r"hablar|hablo|conversar|chatear|comuni\w+|contactar|pas[ae]\w*|pongame|transfi\w+"
        r"|transferir\w*|conect\w+|deriv\w+|escribir",
        to=r"con|a|al",
        small=r"un|una|el|la|algun|alguna|de sus|su|verdadera?|otra|otro|directamente|los",
        strong=r"humanos?|ser humano|agentes?|asesor(?:a|es)?|operador(?:a)?|representante"
        r"|emplead[oa]|encargad[oa]|supervisor(?:a)?|atencion al cliente|servicio al cliente"
        r"|persona (?:real|de verdad|humana)|soporte",
        weak=r"alguien|personas?|equipo",
        want=r"quiero|necesito|quisiera|me gustaria|prefiero|deme|dame|puedo|hay|pongame|paseme",
        no=r"no|nunca|en vez de|en lugar de",
        bot=r"bots?|robots?|chatbots?|maquinas?|ordenador|ia|automat\w+",
        polite=r"por favor|ahora|hola|gracias|si|no|ya",
    ),
    "it": Asking(
        talk=r"parlare|parlo|chattare|comunicare|discutere|passatemi|passi|passate|passarmi"
        r"|mettetemi|trasferi\w+|colleg\w+|contatto|contattare|scrivere",
        to=r"con|a|ad|al",
        small=r"un|una|uno|il|la|un'|qualche|vostro|vostra|vero|vera|reale|altro|direttamente|dei",
        strong=r"umano|essere umano|operat(?:ore|rice)|consulente|agente|addett[oa]|impiegat[oa]"
        r"|responsabile|assistente|servizio clienti|assistenza clienti"
        r"|(?:persona|essere) (?:vera|reale|umana|in carne e ossa)|vera persona",
        weak=r"qualcuno|persona|persone",
        want=r"voglio|vorrei|ho bisogno di|mi serve|posso (?:avere|contattare)|datemi|mi dia|c'e"
        r"|preferisco|passatemi|mi passi|mi passate|contattare",
        no=r"non|mai|invece di|basta",
        bot=r"bots?|robot|chatbots?|macchina|computer|ia|automatic\w+|risponditore",
        polite=r"per favore|per piacere|grazie|ciao|subito|adesso|no|si",
    ),
    "nl": Asking(
        talk=r"spreken|spreek|praten|praat|chatten|verbind\w*|doorverb\w+|doorverbonden|bellen"
        r"|contact|overleggen",
        to=r"met|naar|aan",
        small=r"een|de|het|uw|jullie|echte?|levende?|andere?|menselijke?|van|opnemen",
        strong=r"mens|mensen|medewerk(?:er|ster|ers)|klantenservice|klantendienst|adviseur"
        r"|helpdesk|collega|echt persoon|echte? persoon|agent|menselijke medewerker",
        weak=r"iemand|persoon",
        want=r"ik (?:wil|zou graag|wens|heb liever)|geef me|mag ik|kan ik|is er|graag|liever|wil",
        no=r"niet|geen|nooit|in plaats van",
        bot=r"bots?|robots?|chatbots?|machine|computer|ai|automaat",
        polite=r"alsjeblieft|alstublieft|aub|nu|hallo|graag|nee|ja|bedankt",
        final=True,
    ),
    "sv": Asking(
        talk=r"prata|pratar|tala|talar|snacka|chatta|koppla|kopplas|kopplad|kontakt|skriva|ringa",
        to=r"med|till|vidare till|mig till|mig vidare till",
        small=r"en|ett|nagon|er|riktig|riktigt|verklig|levande|annan|fran|av|mansklig|nagon av era",
        strong=r"manniskor?|manniska|kundtjanst(?:en)?|kundservice|handlaggare|medarbetare"
        r"|radgivare|agent|saljare|support(?:en)?|kollega|(?:riktig|verklig) person",
        weak=r"nagon|person",
        want=r"jag (?:vill ha|behover|onskar)|kan jag fa|far jag|ge mig|finns det|vill ha|ga",
        no=r"inte|ingen|aldrig|istallet for|slippa",
        bot=r"bot(?:en|ar)?|robot(?:en|ar)?|chatt?bot(?:en)?|maskin(?:en)?|dator|ai",
        polite=r"tack|nu|hej|snalla|nej|ja",
    ),
    "da": Asking(
        talk=r"snakke|snak|tale|taler|chatte|stille|stil|stilles|viderestil\w*|forbind\w*|kontakt"
        r"|skrive|ringe",
        to=r"med|til|om til|mig om til|mig videre til|igennem til|mig igennem til|mig til",
        small=r"en|et|nogen|jeres|rigtigt?|virkeligt?|levende|anden|andet|fra|af|menneskelig",
        strong=r"menneske[rt]?|medarbejdere?|kundeservice|radgiver|agent|support(?:en)?|kollega"
        r"|kundekonsulent|(?:rigtig|virkelig) person|konsulent",
        weak=r"nogen|person",
        want=r"jeg (?:vil (?:gerne )?have|har brug for|onsker)|kan jeg fa|ma jeg fa|giv mig"
        r"|er der|vil have",
        no=r"ikke|ingen|aldrig|i stedet for",
        bot=r"bot(?:ten)?|robot(?:ten)?|chatbot(?:ten)?|maskine[n]?|computer|ai",
        polite=r"tak|nu|hej|venligst|nej|ja|gerne",
    ),
    "no": Asking(
        talk=r"snakke|snakk|prate|prat|chatte|sett|sette|satt|overfor\w*|koble|kobles|kontakt"
        r"|skrive|ringe",
        to=r"med|til|over til|meg over til|meg til|meg videre til",
        small=r"en|ei|et|noen|deres|ekte|virkelig|levende|annen|annet|fra|av|menneskelig",
        strong=r"menneske[r]?|medarbeidere?|kundeservice|kundebehandler|kundesenter|saksbehandler"
        r"|radgiver|agent|support(?:en)?|kollega|(?:ekte|virkelig) person",
        weak=r"noen|person",
        want=r"jeg (?:vil (?:gjerne )?ha|trenger|onsker)|kan jeg fa|far jeg|gi meg|finnes det"
        r"|vil ha",
        no=r"ikke|ingen|aldri|i stedet for",
        bot=r"bot(?:en)?|robot(?:en)?|chatbot(?:en)?|maskin(?:en)?|datamaskin|ai|ki",
        polite=r"takk|na|hei|vennligst|nei|ja|gjerne",
    ),
    "fi": Asking(
        talk=r"puhua|puhun|puhuisin|jutella|keskustella|chattailla|yhdista\w*|yhdistaa|siirra"
        r"|siirtaa|yhteyden?|yhteytta",
        to="",
        small=r"oikea\w*|elava\w*|aito\w*|toise\w*|minut|jonkun|kanssa|suoraan",
        strong=r"ihmis(?:en|ta|elle)|ihminen|asiakaspalvelij\w+|asiakaspalvelu\w*|tyontekij\w+"
        r"|virkailij\w+|neuvoj\w+|henkilon|henkilolle|agen\w+",
        weak=r"jonkun|jollekin|joku|henkilo\w*",
        want=r"haluan|haluaisin|tarvitsen|saanko|saisinko|voinko saada|onko",
        no=r"en halua|ei|en|sijaan",
        bot=r"bot\w*|robot\w*|chatbot\w*|kone\w*|tekoaly\w*",
        polite=r"kiitos|nyt|hei|moi|ei|joo|kylla|ole hyva",
        final=True,
    ),
    "pl": Asking(
        talk=r"rozmawiac|porozmawiac|pogadac|mowic|polacz\w*|przelacz\w*|kontakt\w*"
        r"|skontaktowac|napisac|rozmowa|rozmowe|przekier\w+",
        to=r"z|do|mnie z|sie z|mnie do",
        small=r"jakims|jakas|kims|zywym|zywa|prawdziwym|prawdziwa|innym|waszym|pracujacym|waszego",
        strong=r"czlowiek\w*|konsultant\w*|pracowni\w+|doradc\w+|agent\w*|obslug\w+ klienta"
        r"|biur\w+ obslugi(?: klienta)?|przedstawiciel\w*|operator\w*|prawdziw\w+ osob\w+",
        weak=r"kims|osoba|osobe|osoby",
        want=r"chce|chcialbym|chcialabym|potrzebuje|prosze o|poprosze|dajcie|czy jest|wole",
        no=r"nie|zamiast|bez",
        bot=r"bot\w*|robot\w*|chatbot\w*|maszyn\w*|komputer\w*|automat\w*|ai|si",
        polite=r"prosze|teraz|czesc|dzien dobry|dziekuje|nie|tak",
    ),
    "pt": Asking(
        talk=r"falar|falo|conversar|transfira|transferir|transferido|passe|passar|ligar|conecte"
        r"|conectar|contactar|contatar|contacto|contato|encaminh\w+",
        to=r"com|para|a|ao|me com|me para",
        small=r"um|uma|o|a|algum|alguma|seu|sua|de verdade|outra|outro|diretamente|os|vossos",
        strong=r"humano|ser humano|atendentes?|agente|operador(?:a)?|funcionari[oa]|assistente"
        r"|representante|colaborador(?:a)?|responsavel|apoio ao cliente|atendimento(?: humano)?"
        r"|servico de apoio|pessoa (?:real|de verdade|humana)|suporte",
        weak=r"alguem|pessoas?",
        want=r"quero|preciso de|gostaria de|prefiro|posso ter|me de|de-me|ha|tem",
        no=r"nao|nunca|em vez de",
        bot=r"bots?|robos?|chatbots?|maquina|computador|ia|automat\w+",
        polite=r"por favor|agora|ola|oi|obrigad[oa]|sim|nao",
    ),
}
