"""The console's part of the settings: who may sign in, from where and for how long."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network

from bot.settings.reader import Reader

Network = IPv4Network | IPv6Network
TWO_FACTOR = ("changers", "all", "optional")


@dataclass(frozen=True, slots=True)
class ConsoleSettings:
    """Where the console is reached, and how one signs in.

    Attributes:
        public_url: the address browsers use, without a path; empty: whatever the request says.
        networks: from where the console may be used; empty: from anywhere.
        proxies: whose X-Forwarded-For and X-Forwarded-Proto are believed.
        two_factor: who needs a second factor beside a password: changers, all, optional.
        oidc_claim: which claim holds groups or roles.
        oidc_email_claim: which claim holds the address; any but `email` is trusted as it is.
        oidc_roles: which value of the claim gives which role.
        oidc_creates: whether somebody unknown with a mapped role gets an account.
    """

    public_url: str
    networks: tuple[Network, ...]
    proxies: tuple[Network, ...]
    two_factor: str
    idle_minutes: int
    session_hours: int
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str = field(repr=False)
    oidc_claim: str
    oidc_email_claim: str
    oidc_roles: tuple[tuple[str, str], ...]
    oidc_creates: bool
    content_approval: bool

    @classmethod
    def read(cls, reader: Reader) -> ConsoleSettings:
        """Read the environment; what is wrong is collected by the reader."""
        return cls(
            public_url=_address(reader, "PUBLIC_URL"),
            networks=_networks(reader, "CONSOLE_NETWORKS"),
            proxies=_networks(reader, "TRUSTED_PROXIES"),
            two_factor=reader.choice("CONSOLE_TWO_FACTOR", "changers", TWO_FACTOR),
            idle_minutes=reader.number("CONSOLE_IDLE_MINUTES", 30, 5, 1440),
            session_hours=reader.number("CONSOLE_SESSION_HOURS", 10, 1, 168),
            oidc_issuer=_address(reader, "OIDC_ISSUER"),
            oidc_client_id=_needed(reader, "OIDC_CLIENT_ID"),
            oidc_client_secret=_needed(reader, "OIDC_CLIENT_SECRET"),
            oidc_claim=reader.text("OIDC_ROLES_CLAIM", "groups"),
            oidc_email_claim=reader.text("OIDC_EMAIL_CLAIM", "email"),
            oidc_roles=_pairs(reader, "OIDC_ROLES"),
            oidc_creates=reader.choice("OIDC_CREATES_ACCOUNTS", "no", ("yes", "no")) == "yes",
            content_approval=reader.choice("CONTENT_APPROVAL", "no", ("yes", "no")) == "yes",
        )


def _address(reader: Reader, name: str) -> str:
    return reader.url(name, "") if reader.text(name, "") else ""


def _needed(reader: Reader, name: str) -> str:
    wanted = bool(reader.text("OIDC_ISSUER", ""))
    return reader.checked(
        name, "", lambda value: "needed with OIDC_ISSUER" if wanted and not value else None
    )


def _networks(reader: Reader, name: str) -> tuple[Network, ...]:
    def check(value: str) -> str | None:
        try:
            [ip_network(one) for one in _parts(value)]
        except ValueError as error:
            return f"networks like 10.1.0.0/16, with commas between; {error}"
        return None

    value = reader.checked(name, "", check)
    return () if check(value) else tuple(ip_network(one) for one in _parts(value))


def _pairs(reader: Reader, name: str) -> tuple[tuple[str, str], ...]:
    def check(value: str) -> str | None:
        fine = all("=" in one for one in _parts(value))
        return None if fine else "pairs like group=管理者, with commas between"

    value = reader.checked(name, "", check)
    pairs = (one.rpartition("=") for one in _parts(value) if "=" in one)
    return tuple((group.strip(), role.strip()) for group, _, role in pairs)


def _parts(value: str) -> list[str]:
    return [one.strip() for one in value.split(",") if one.strip()]
