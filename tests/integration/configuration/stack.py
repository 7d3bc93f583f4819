"""CloudFormation and Twilio, as far as a declared channel meets them."""

import itertools
import json

import boto3
import urllib3

from chalicelib.configuration.worker import configure
from tests.builders import TWILIO_SID
from tests.door import Context, call

TOKEN = "hunter2-auth-token"
STACK = "arn:aws:cloudformation:eu-north-1:123456789012:stack/{}/51af3dc0-da77-11e4-872e"
URL = "https://cloudformation-custom-resource-response-eunorth1.s3.amazonaws.com/answer?sig=1"
_numbers = itertools.count(1)
WEBCHAT = {"Kind": "webchat", "Name": "Website", "Settings": {"greeting": "Hi!"}}


def key_of(company):
    return call("POST", "/v1/account/configuration-key", caller=company.admin).json["key"]


class Stack:
    """CloudFormation, as far as the function can tell: it keeps what it was answered."""

    def __init__(self, company, answers):
        self.company, self.answers = company, answers
        self.id = STACK.format(f"nordlys-{next(_numbers)}")
        self.key = key_of(company)
        self.request = None

    def ask(self, type_, properties, resource="Website", kind="Channel", **facts):
        """One request, one answer; numbers and switches are texts by the time they come."""
        self.request = {
            "RequestType": type_,
            "RequestId": f"request-{next(_numbers)}",
            "StackId": self.id,
            "LogicalResourceId": resource,
            "ResponseURL": URL,
            "ResourceType": f"Custom::Switchboard{kind}",
            "ResourceProperties": self.all(properties),
        } | facts
        return self.again()

    def again(self):
        """The same request once more, as Lambda may deliver it."""
        configure(self.request, Context())
        return self.answers[-1]

    def all(self, properties):
        return {
            "ServiceToken": "arn:aws:lambda:eu-north-1:123456789012:function:configure",
            "AccountId": self.company.account_id,
            "ConfigurationKey": self.key,
        } | properties

    def update(self, id_, before, after, resource="Website", kind="Channel"):
        old = self.all(before)
        return self.ask(
            "Update", after, resource, kind, PhysicalResourceId=id_, OldResourceProperties=old
        )

    def delete(self, id_, properties, resource="Website", kind="Channel"):
        return self.ask("Delete", properties, resource, kind, PhysicalResourceId=id_)

    def of(self, kind, resource):
        """One resource of the stack."""
        return Declared(self, kind, resource)

    def secret(self, value=None, account_id=None):
        """A secret of the admin's, where the function may read it."""
        place = f"switchboard/dev/configuration/{account_id or self.company.account_id}"
        text = value if isinstance(value, str) else json.dumps(value or {"auth_token": TOKEN})
        return boto3.client("secretsmanager").create_secret(
            Name=f"{place}/{next(_numbers)}", SecretString=text
        )["ARN"]

    def sms(self, **facts):
        """A number at Twilio that no other channel has."""
        known = {
            "Kind": "twilio_sms",
            "Name": "SMS",
            "Address": "+4759440177",
            "Settings": {"account_sid": TWILIO_SID},
            "CredentialsSecretArn": self.secret(),
        }
        return known | facts

    def channel(self, id_):
        return call("GET", f"/v1/channels/{id_}", caller=self.company.admin)


class Declared:
    """A resource of a stack, as its template changes."""

    def __init__(self, stack, kind, resource):
        self.stack, self.kind, self.resource = stack, kind, resource
        self.id, self.properties = None, None

    def create(self, properties):
        """Take it into the template; answers its id."""
        answer = self.stack.ask("Create", properties, self.resource, self.kind)
        assert answer["Status"] == "SUCCESS", answer
        self.id, self.properties = answer["PhysicalResourceId"], properties
        return self.id

    def refused(self, properties):
        """Why it cannot be created or changed so, and that nothing of it stays."""
        if self.id:
            answer = self.update(properties)
            assert answer["PhysicalResourceId"] == self.id
        else:
            answer = self.stack.ask("Create", properties, self.resource, self.kind)
            taken_back = self.stack.delete(
                answer["PhysicalResourceId"], properties, self.resource, self.kind
            )
            assert taken_back["Status"] == "SUCCESS"
        assert answer["Status"] == "FAILED"
        return answer["Reason"]

    def update(self, properties):
        """Change it in the template."""
        before = self.properties
        answer = self.stack.update(self.id, before, properties, self.resource, self.kind)
        if answer["Status"] == "SUCCESS":
            self.properties = properties
        return answer

    def delete(self):
        """Take it out of the template."""
        return self.stack.delete(self.id, self.properties, self.resource, self.kind)


class Twilio:
    """Twilio's API, as far as connecting needs it."""

    def __init__(self):
        self.status, self.refusal, self.calls = 200, {}, []

    def request(self, method, url, **given):
        self.calls.append((method, url, given["headers"]["authorization"]))
        good = {"friendly_name": "Nordlys", "incoming_phone_numbers": [{"sid": "PN1"}]}
        body = good if self.status == 200 else self.refusal
        return urllib3.HTTPResponse(body=json.dumps(body).encode(), status=self.status)
