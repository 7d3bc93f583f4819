"""The blueprint that this noun's doors share."""

from chalice.app import Blueprint

bp = Blueprint(__name__)
