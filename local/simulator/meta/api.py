"""The Graph API below /graph, and Instagram's below /instagram."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from local.simulator.channels import Channel
from local.simulator.meta import pages, templates, whatsapp
from local.simulator.meta.account import named, override, owned
from local.simulator.meta.refusals import NAME, REFUSALS, bad_parameter, missing
from local.simulator.people import customers
from local.simulator.serving import Call, Desk, Json, Refused, Upload
from local.simulator.world import World

FACEBOOK = ("whatsapp", "messenger")
INSTAGRAM = ("instagram",)


def routes(world: World) -> list[BaseRoute]:
    """Every endpoint that Switchboard calls."""
    graph = Graph(world, Desk(world, NAME, REFUSALS))
    route, base = graph.desk.route, "/graph/{version}"
    return [
        Route("/graph/files/{media_id}", graph.file),
        route("GET", f"{base}/{{id}}", graph.node),
        route("POST", f"{base}/{{id}}", graph.number),
        route("GET", f"{base}/{{id}}/message_templates", graph.templates),
        route("POST", f"{base}/{{id}}/subscribed_apps", graph.subscribe),
        route("POST", f"{base}/{{id}}/messages", graph.messages),
        route("POST", f"{base}/{{id}}/media", graph.upload),
        route("GET", "/instagram/{version}/{id}", graph.instagram),
        route("POST", "/instagram/{version}/me/subscribed_apps", graph.instagram_subscribe),
        route("POST", "/instagram/{version}/me/messages", graph.instagram_messages),
    ]


class Graph:
    """The endpoints, over the world."""

    def __init__(self, world: World, desk: Desk) -> None:
        self.world, self.desk = world, desk

    async def node(self, call: Call) -> Json:
        """A page (`me`), a customer, a phone number, a template or a customer's file."""
        id_, channels = call.request.path_params["id"], self._owned(call)
        if id_ == "me":
            page = self._first(channels, "messenger")
            return {"id": page.address, "name": page.name or "Page"}
        template = templates.find(id_)
        if template:
            return template
        media = self.world.media.get(id_)
        if media:
            base = self.world.media.base_url
            about = {"id": id_, "mime_type": media.mime_type, "file_size": len(media.data)}
            return about | {"url": f"{base}/graph/files/{id_}", "messaging_product": "whatsapp"}
        if person := self._person("messenger", id_):
            first, _, last = person.partition(" ")
            return {"id": id_, "first_name": first, "last_name": last}
        number = named(channels, id_, "phone_number_id")
        return {
            "id": id_,
            "display_phone_number": number.address,
            "verified_name": number.name or "Business",
            "quality_rating": "GREEN",
        }

    async def number(self, call: Call) -> Json:
        """Send one number's webhooks to a URL of its own."""
        number = named(self._owned(call), call.request.path_params["id"], "phone_number_id")
        given = call.body.get("webhook_configuration")
        if not isinstance(given, dict):
            raise bad_parameter("The parameter webhook_configuration is required.")
        return await override(self.world, number, given)

    async def subscribe(self, call: Call) -> Json:
        """Subscribe the app to an account's webhooks, or to a page's."""
        id_, channels = call.request.path_params["id"], self._owned(call)
        accounts = [one for one in channels if str(one.settings.get("waba_id", "")) == id_]
        if not accounts:
            named([one for one in channels if one.kind == "messenger"], id_, None)
            return self._subscribed(call)
        for account in accounts if call.body else []:
            if not account.webhook_url:  # a number's own counts before its account's
                await override(self.world, account, call.body)
        return {"success": True}

    async def templates(self, call: Call) -> Json:
        """A page of the account's templates."""
        named(self._owned(call), call.request.path_params["id"], "waba_id")
        query = call.request.query_params
        limit = query.get("limit", "25")
        if not limit.isdecimal() or not 1 <= int(limit) <= 1000:
            raise bad_parameter("Param limit must be a number from 1 to 1000.")
        return templates.page(query.get("after", ""), int(limit))

    async def messages(self, call: Call) -> Json:
        """A message of a phone number or a page."""
        id_, channels = call.request.path_params["id"], self._owned(call)
        numbers = [one for one in channels if one.settings.get("phone_number_id") == id_]
        if not numbers:
            page = named([one for one in channels if one.kind == "messenger"], id_, None)
            return await self._page_message(page, call)
        answer, message, customer = await whatsapp.send(self.world, numbers[0], call)
        reaches = not call.unreachable
        self.desk.later(
            whatsapp.deliver(self.world, numbers[0], call.body, message, customer, reaches=reaches)
        )
        return answer

    async def upload(self, call: Call) -> Json:
        """Keep a file that messages can name by its id."""
        named(self._owned(call), call.request.path_params["id"], "phone_number_id")
        file = call.body.get("file")
        if not isinstance(file, Upload) or call.body.get("messaging_product") != "whatsapp":
            raise bad_parameter("The parameter file is required.")
        return {"id": self.world.media.put(file.data, file.mime_type, file.name)}

    async def instagram(self, call: Call) -> Json:
        """The account of the token (`me`), or a customer."""
        account, id_ = self._instagram(call), call.request.path_params["id"]
        if id_ != "me":
            person = self._person("instagram", id_)
            if not person:
                raise missing(id_)
            return {"id": id_, "name": person, "username": person.lower().replace(" ", ".")}
        known = {"id": account.address, "user_id": account.address}
        return known | {"username": account.name or "account"}

    async def instagram_subscribe(self, call: Call) -> Json:
        """Subscribe the app to the account's webhooks."""
        self._instagram(call)
        return self._subscribed(call)

    async def instagram_messages(self, call: Call) -> Json:
        """A message of the account."""
        return await self._page_message(self._instagram(call), call)

    async def file(self, request: Request) -> Response:
        """A customer's file, for an account's token alone."""
        try:
            owned(self.world, request, FACEBOOK)
        except Refused as refused:
            return Response(status_code=refused.status)
        media = self.world.media.get(request.path_params["media_id"])
        if media is None:
            return Response(status_code=404)
        return Response(media.data, media_type=media.mime_type)

    async def _page_message(self, page: Channel, call: Call) -> Json:
        answer, message, customer = await pages.send(self.world, page, call)
        if message:
            reaches = not call.unreachable
            self.desk.later(
                pages.deliver(self.world, page, call.body, message, customer, reaches=reaches)
            )
        return answer

    @staticmethod
    def _person(kind: str, id_: str) -> str:
        """The name of one of the demo's customers; "" for anybody else."""
        return next((one["name"] for one in customers(kind, []) if one["address"] == id_), "")

    def _owned(self, call: Call) -> list[Channel]:
        return owned(self.world, call.request, FACEBOOK)

    def _instagram(self, call: Call) -> Channel:
        return self._first(owned(self.world, call.request, INSTAGRAM), "instagram")

    @staticmethod
    def _first(channels: list[Channel], kind: str) -> Channel:
        found = next((one for one in channels if one.kind == kind), None)
        if found is None:
            raise missing("me")
        return found

    @staticmethod
    def _subscribed(call: Call) -> Json:
        fields = call.body.get("subscribed_fields") or call.request.query_params.get(
            "subscribed_fields"
        )
        if not fields:
            raise bad_parameter("The parameter subscribed_fields is required.")
        return {"success": True}
