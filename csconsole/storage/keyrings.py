"""The system's keyring, where there is one that keeps secrets (Windows, macOS, Secret Service).

The package is imported where it is first needed: a store whose key lies elsewhere need not wait
the 60 ms that it takes. Its backends raise whatever their system raises (no session, no bus, a
locked ring), so every exception of theirs counts as 'no'.
"""

# ruff: noqa: PLC0415

import logging

_SERVICE = "csconsole"
# Below 1 are keyring's null, failing and plain-text keepers: no better than our own key file.
_LEAST_PRIORITY = 1
_log = logging.getLogger(__name__)


def store(store_id: str, key: bytes) -> bool:
    """Have the keyring keep a key; False where there is no keyring or it does not give it back."""
    if not available():
        return False
    import keyring

    try:
        keyring.set_password(_SERVICE, store_id, key.hex())
        return keyring.get_password(_SERVICE, store_id) == key.hex()
    except Exception as error:  # noqa: BLE001
        _log.warning("the keyring does not keep the key: %s", error)
        return False


def fetch(store_id: str) -> bytes | None:
    """The key that the keyring keeps; None where it has none or does not answer."""
    import keyring

    try:
        kept = keyring.get_password(_SERVICE, store_id)
        return bytes.fromhex(kept) if kept else None
    except Exception as error:  # noqa: BLE001
        _log.warning("the keyring does not give the key: %s", error)
        return None


def forget(store_id: str) -> None:
    """Have the keyring forget a key; that it does not is no harm to say more than once about."""
    import keyring

    try:
        keyring.delete_password(_SERVICE, store_id)
    except Exception as error:  # noqa: BLE001
        _log.warning("the keyring does not forget the key: %s", error)


def available() -> bool:
    """Whether the system has a keyring worth using."""
    import keyring

    return float(keyring.get_keyring().priority) >= _LEAST_PRIORITY
