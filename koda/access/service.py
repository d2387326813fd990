"""Everything about access in one record; made once from the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from koda.access.audit import Audit
from koda.access.doors import Doors, Way
from koda.access.keys import KeyRecord, Keys
from koda.access.limits import Limits
from koda.access.oidc import Oidc
from koda.access.password import Password
from koda.access.reach import Documents, Reach
from koda.access.remembered import Remembered
from koda.access.secret import proof_of
from koda.access.sessions import KnownSession, Sessions
from koda.access.shares import Shares
from koda.access.spending import Spending
from koda.db.access import AccessRecords
from koda.db.access_log import AuditRecords, CountRecords
from koda.db.access_reach import ReachRecords
from koda.db.base import Database
from koda.db.spending import SpendingRecords
from koda.settings import Settings


@dataclass(frozen=True, slots=True)
class Access:
    """The parts of access.

    Attributes:
        ways: How people sign in here.
        oidc: The identity provider; none where none is set.
    """

    ways: tuple[Way, ...]
    doors: Doors
    sessions: Sessions
    keys: Keys
    shares: Shares
    audit: Audit
    limits: Limits
    reach: Reach
    spending: Spending
    oidc: Oidc | None


def open_access(settings: Settings, token: str, database: Database, documents: Documents) -> Access:
    """Put the parts together; nothing is read or asked yet.

    Args:
        settings: What to use.
        token: The access token.
        database: One that has migration 0009.
        documents: Reads which assets documents name.
    """
    password = settings.password.get_secret_value() if settings.password else None
    records, limits = AccessRecords(database), Limits(CountRecords(database))
    oidc = Oidc.from_settings(settings, records)
    proofs = _proofs(settings, token, password)
    known, kept = Remembered[KnownSession](), Remembered[KeyRecord]()
    sessions = Sessions(records, _admitted(proofs, oidc), known)
    keys, audit = Keys(records, kept), Audit(AuditRecords(database))
    given = {"token": True, "password": password is not None, "oidc": oidc is not None}
    return Access(
        ways=tuple(way for way in proofs if given[way]),
        doors=Doors(
            token, Password(password) if password else None, proofs, sessions, keys, limits, audit
        ),
        sessions=sessions,
        keys=keys,
        shares=Shares(records, sessions, known.forget),
        audit=audit,
        limits=limits,
        reach=Reach(ReachRecords(database), documents),
        spending=Spending(SpendingRecords(database)),
        oidc=oidc,
    )


def _admitted(proofs: Mapping[Way, str], oidc: Oidc | None) -> Mapping[str, Callable[[str], bool]]:
    """Say who may come in by each mark: by a provider, those whom the settings still name."""
    found: dict[str, Callable[[str], bool]] = {
        proof: lambda _: True for way, proof in proofs.items() if way != "oidc"
    }
    if oidc is not None:
        found[proofs["oidc"]] = oidc.admits
    return found


def _proofs(settings: Settings, token: str, password: str | None) -> dict[Way, str]:
    """Give the marks of sessions: they end when what opened them is another.

    The pepper must be strong, the same on all instances, and not in the database.
    """
    strong = (
        settings.secret,
        settings.token,
        settings.turso_auth_token,
        settings.database_url,
    )
    pepper = next((one.get_secret_value() for one in strong if one is not None), token)
    provider = f"{settings.oidc_issuer}\0{settings.oidc_client_id}"
    return {
        "token": proof_of("token", token, pepper),
        "password": proof_of("password", password or "", pepper),
        "oidc": proof_of("oidc", provider, pepper),
    }
