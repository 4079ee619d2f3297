"""What tiers, and what can be owed, are called."""

from csconsole.language import N_, _
from csconsole.tickets.model import Deed, Tier

TIERS = {Tier.ORDINARY: N_("ordinary"), Tier.URGENT: N_("urgent"), Tier.MAJOR: N_("major")}
DEEDS = {
    Deed.REFUND: N_("refund"),
    Deed.CHASE: N_("chase"),
    Deed.PHOTO: N_("photo"),
    Deed.REPLY: N_("reply"),
    Deed.RESEND: N_("resend"),
    Deed.INSPECT: N_("inspect"),
    Deed.FOLLOW_UP: N_("follow-up visit"),
}


def deed_name(deed: Deed) -> str:
    """What a deed is called."""
    return _(DEEDS[deed])


def tier_name(tier: Tier) -> str:
    """What a tier is called."""
    return _(TIERS[tier])
