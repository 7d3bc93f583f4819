"""The blueprint that this noun's queue functions share."""

from chalice.app import Blueprint

bp = Blueprint("chalicelib.channels.worker")
"""Under the package's name, for a Lambda imports the package and finds its function there."""
