"""Finding contacts by the beginnings of their names and numbers."""

from __future__ import annotations

from chalicelib.accounts.domain import Caller
from chalicelib.contacts import service as people
from chalicelib.contacts.domain import Contact
from chalicelib.search import domain, store
from chalicelib.search.service.finding import PAGE, ROUNDS


def contacts(
    caller: Caller, text: str, position: str | None, limit: int
) -> tuple[list[Contact], str | None]:
    """A page of the contacts whose words begin as the text's words do, or whose number does, by
    name; and the place to go on from."""
    asked = domain.asked_of_contacts(text)
    if not asked:
        return [], None
    listed = max(asked, key=len)
    found: list[Contact] = []
    size = limit + 1
    for _ in range(ROUNDS):
        places = store.names(caller.account_id, listed, position, size)
        owners = [place.rpartition("#")[::2] for place in places]
        known = people.load_many(caller.account_id, {owner for _, owner in owners})
        for place, (term, owner) in zip(places, owners, strict=True):
            if len(found) == limit:
                return found, position
            position = place
            contact = known.get(owner)
            if (
                contact
                and domain.first_term(contact, listed) == term
                and domain.is_asked_for(contact, asked)
            ):
                found.append(contact)
        if len(places) < size:
            return found, None
        size = PAGE
    return found, position
