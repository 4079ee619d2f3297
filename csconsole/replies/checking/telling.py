"""What a finding says to a person, in the language of the program."""

from csconsole.language import N_, _, chosen
from csconsole.replies.checking.model import Finding, Severity

_SEVERITIES = {
    Severity.FORBIDDEN: N_("forbidden"),
    Severity.RISKY: N_("risky"),
    Severity.STYLE: N_("style"),
    Severity.HARMLESS: N_("left alone"),
}


def severity_label(severity: Severity) -> str:
    """What a severity is called."""
    return _(_SEVERITIES[severity])


def reason(finding: Finding) -> str:
    """Why a piece of a text is spoken against."""
    return finding.because_in(_language())


def advice(finding: Finding) -> str:
    """What to do about it: a better wording where there is one; may be empty."""
    if finding.better:
        return _("better: {wording}").format(wording=finding.better)
    return finding.advice_in(_language())


def _language() -> str:
    return chosen().split("_", maxsplit=1)[0]
