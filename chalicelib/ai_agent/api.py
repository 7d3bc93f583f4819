"""The AI agent over REST: its settings, playground and report, and what helps agents write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Blueprint

from chalicelib.accounts.auth import Permission, authorize, caller
from chalicelib.runtime.endpoint import SIGNED_IN, arrived, endpoint
from chalicelib.runtime.lazy import lazy

if TYPE_CHECKING:
    from chalicelib.ai_agent import schema, tool_schema, views
    from chalicelib.ai_agent.service import (
        copilot,
        counting,
        playground,
        rewriting,
        settled,
        tools,
        verifying,
    )
    from chalicelib.conversations import views as conversation_views
else:
    schema = lazy("chalicelib.ai_agent.schema")
    tool_schema = lazy("chalicelib.ai_agent.tool_schema")
    views = lazy("chalicelib.ai_agent.views")
    copilot = lazy("chalicelib.ai_agent.service.copilot")
    counting = lazy("chalicelib.ai_agent.service.counting")
    playground = lazy("chalicelib.ai_agent.service.playground")
    rewriting = lazy("chalicelib.ai_agent.service.rewriting")
    settled = lazy("chalicelib.ai_agent.service.settled")
    tools = lazy("chalicelib.ai_agent.service.tools")
    verifying = lazy("chalicelib.ai_agent.service.verifying")
    conversation_views = lazy("chalicelib.conversations.views")

bp = Blueprint(__name__)


@bp.route("/v1/ai-agent", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_ai_agent() -> schema.AgentSettingsView:
    """How the AI agent is settled."""
    who = caller(bp)
    return views.settings(who.account_id, settled.fresh(who.account_id), arrived(bp))


@bp.route("/v1/ai-agent", methods=["PUT"], authorizer=authorize)
@endpoint(bp, needs=Permission.KNOWLEDGE)
def put_ai_agent(body: schema.AgentSettings) -> schema.AgentSettingsView:
    """Settle the AI agent; what is left out is as it comes."""
    who = caller(bp)
    return views.settings(who.account_id, settled.change(who, body.config()), arrived(bp))


@bp.route("/v1/ai-agent/playground", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=Permission.KNOWLEDGE)
def play(body: schema.Play) -> schema.Played:
    """Ask the AI agent a test question; nothing live is touched."""
    played = playground.play(caller(bp), body.text, views.turns(body.history), body.channel_id)
    return views.played(played)


@bp.route("/v1/ai-agent/report", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.KNOWLEDGE)
def get_report(query: schema.ReportQuery) -> schema.Report:
    """What the AI agent achieved from one day to another."""
    return schema.Report.model_validate(counting.report(caller(bp), query.first, query.last))


@bp.route("/v1/ai-agent/tools", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.KNOWLEDGE)
def list_tools() -> tool_schema.Tools:
    """What the AI agent may call."""
    return tool_schema.Tools(items=[views.tool(one) for one in tools.listed(caller(bp))])


@bp.route("/v1/ai-agent/tools", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.KNOWLEDGE)
def create_tool(body: tool_schema.NewTool) -> tool_schema.ToolView:
    """Let the AI agent call something."""
    return views.tool(tools.create(caller(bp), body.tool()))


@bp.route("/v1/ai-agent/tools/{tool_id}", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=Permission.KNOWLEDGE)
def get_tool(tool_id: str) -> tool_schema.ToolView:
    """A tool."""
    return views.tool(tools.get(caller(bp), tool_id))


@bp.route("/v1/ai-agent/tools/{tool_id}", methods=["PATCH"], authorizer=authorize)
@endpoint(bp, needs=Permission.KNOWLEDGE)
def change_tool(tool_id: str, body: tool_schema.ToolChange) -> tool_schema.ToolView:
    """Change a tool."""
    return views.tool(tools.change(caller(bp), tool_id, body.fields()))


@bp.route("/v1/ai-agent/tools/{tool_id}", methods=["DELETE"], authorizer=authorize)
@endpoint(bp, status=204, needs=Permission.KNOWLEDGE)
def delete_tool(tool_id: str) -> None:
    """Remove a tool."""
    tools.delete(caller(bp), tool_id)


@bp.route("/v1/conversations/{conversation_id}/summary", methods=["POST"], authorizer=authorize)
@endpoint(bp, status=201, needs=Permission.NOTE)
def summarize_conversation(conversation_id: str) -> conversation_views.AnyEvent:
    """Summarise a conversation into a note."""
    note = copilot.summary(caller(bp), conversation_id, arrived(bp))
    return conversation_views.event(note)


@bp.route("/v1/conversations/{conversation_id}/verification", methods=["GET"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def get_verification(conversation_id: str) -> schema.VerificationView:
    """Whether the contact of a conversation that one may see has proven who they are."""
    return views.verification(verifying.shown(caller(bp), conversation_id, arrived(bp)))


@bp.route("/v1/copilot", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def ask_copilot(body: schema.CopilotQuestion) -> schema.CopilotAnswer:
    """Ask about the knowledge base, or about a conversation that one may see."""
    history = [(turn.by, turn.text) for turn in body.history]
    made = copilot.answer(caller(bp), body.question, body.conversation_id, history)
    return schema.CopilotAnswer.model_validate(
        {"answer": made.text, "sources": made.sources, "by": made.by}
    )


@bp.route("/v1/rewrite", methods=["POST"], authorizer=authorize)
@endpoint(bp, needs=SIGNED_IN)
def rewrite(body: schema.Rewriting) -> schema.Rewritten:
    """Have a draft read shorter, friendlier, more formal, right, or in another language."""
    made = rewriting.rewrite(caller(bp), body.text, body.style, body.language)
    return schema.Rewritten.model_validate(
        {"text": made.text, "changed": made.changed, "by": made.by}
    )
