"""What is said of a candidate to a person, in the language of the program."""

from csconsole.language import _, chosen
from csconsole.orders.couriers.model import Candidate, Courier, Form, Texts


def courier_name(courier: Courier) -> str:
    """What a courier is called."""
    return _in_language(courier.names)


def why(candidate: Candidate) -> str:
    """Why a number may be this courier's, or what is wrong with it, as one short sentence."""
    said = _of_form(candidate)
    if not candidate.named:
        return said
    if candidate.rule is None:
        return _("the order names this courier; the number has none of its known forms")
    return _("the order names this courier; {said}").format(said=said)


def _of_form(candidate: Candidate) -> str:
    rule = candidate.rule
    if rule is None:
        return ""
    form = _in_language(rule.told)
    if candidate.wanted:
        return _("{form}, but the check digit is wrong: {digit} would be right").format(
            form=form, digit=candidate.wanted
        )
    if rule.check:
        return _("{form}; the check digit is right").format(form=form)
    if rule.form is Form.FORMER:
        return _("{form}, an old or rare form; there is no check digit").format(form=form)
    return _("{form}; there is no check digit").format(form=form)


def _in_language(texts: Texts) -> str:
    return texts[chosen().split("_", maxsplit=1)[0]]
