"""SMS and MMS through Twilio Programmable Messaging."""

from chalicelib.channels.domain import Field, HookAnswer, Provider
from chalicelib.channels.twilio.client import fetch
from chalicelib.channels.twilio.restrictions import restriction
from chalicelib.channels.twilio.signature import verify
from chalicelib.channels.twilio_sms.capabilities import CAPABILITIES
from chalicelib.channels.twilio_sms.inbound import parse
from chalicelib.channels.twilio_sms.outbound import register, send

provider = Provider(
    kind="twilio_sms",
    label="SMS",
    capabilities=CAPABILITIES,
    fields=(
        Field(
            "address",
            "Sender",
            "address",
            help="The number that texts come from and go to. A short code, a name of up to 11 "
            "characters (nobody can answer it) or a messaging service works, too.",
            example="+4759440123",
        ),
        Field(
            "account_sid",
            "Account SID",
            "settings",
            help="On the first page of Twilio's console.",
            example="AC0123456789abcdef0123456789abcdef",
        ),
        Field(
            "auth_token",
            "Auth token",
            "credentials",
            help="Below the account SID. Twilio signs its calls with it.",
        ),
        Field(
            "messaging_service_sid",
            "Messaging service SID",
            "settings",
            help="When a messaging service of Twilio sends, for example for registered traffic in "
            "the USA.",
            example="MG0123456789abcdef0123456789abcdef",
            required=False,
        ),
        Field(
            "country",
            "Country of the short code",
            "settings",
            help="Two letters. A short code reaches phones of its own country alone.",
            example="US",
            required=False,
        ),
    ),
    steps=(
        "Connecting sets the webhook of a number or short code by itself. To look: Twilio console, "
        "Phone Numbers, Manage, Active numbers, your number, Messaging: “A message comes in” is "
        "{webhook_url} with HTTP POST.",
        "Does the number belong to a messaging service, open the service's Integration page and "
        "choose “Defer to sender's webhook”, or paste {webhook_url} as its request URL.",
        "Send a text to the number from your phone.",
    ),
    verify=verify,
    parse=parse,
    send=send,
    fetch=fetch,
    register=register,
    restriction=restriction,
    answer=HookAnswer("<Response/>", "text/xml"),
)
