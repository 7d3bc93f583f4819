"""SMS through Twilio Programmable Messaging."""

from chalicelib.channels.domain import Provider
from chalicelib.channels.twilio_sms.capabilities import CAPABILITIES
from chalicelib.channels.twilio_sms.inbound import parse
from chalicelib.channels.twilio_sms.outbound import send
from chalicelib.channels.twilio_sms.signature import verify

provider = Provider(
    kind="twilio_sms",
    label="SMS",
    capabilities=CAPABILITIES,
    required_settings=("account_sid",),
    required_credentials=("auth_token",),
    verify=verify,
    parse=parse,
    send=send,
    answer=("<Response/>", "text/xml"),
)
