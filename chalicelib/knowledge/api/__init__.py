"""Knowledge over REST: articles, sources, proposals, and what the widget's visitors read."""

from chalicelib.knowledge.api import articles, proposals, sources, widget
from chalicelib.knowledge.api.blueprint import bp

__all__ = ["articles", "bp", "proposals", "sources", "widget"]
