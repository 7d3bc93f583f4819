"""The blueprint that the modules of this door share."""

from chalice.app import Blueprint

bp = Blueprint(__name__)
