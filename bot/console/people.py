"""Accounts as Flask-Security handles them. Only the console's own application imports this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_security import RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy.orm import Mapped, relationship

from bot.console.roles import CHANGERS, Role
from bot.console.staffer import Staffer
from bot.console.tables import staff_passkey_table, staff_role_table, staff_user_table
from bot.db.base import Base


class StaffRole(Base, RoleMixin):
    """One role of one account."""

    __table__ = staff_role_table
    __mapper_args__ = {"properties": {"name": staff_role_table.c.role}}  # noqa: RUF012

    def get_permissions(self) -> set[str]:
        """None: pages name roles, and nothing asks for permissions."""
        return set()


class Passkey(Base, WebAuthnMixin):
    """A passkey of one account."""

    __table__ = staff_passkey_table
    if TYPE_CHECKING:
        user_id: Mapped[int]
        credential_id: Mapped[bytes]

    def get_user_mapping(self) -> dict[str, Any]:
        return {"id": self.user_id}


class StaffUser(Base, UserMixin):
    """An account; what decides about its second factor stands here."""

    __table__ = staff_user_table
    if TYPE_CHECKING:
        name: Mapped[str]
        totp_counter: Mapped[int | None]
    roles = relationship(StaffRole, lazy="selectin", order_by=staff_role_table.c.role)
    webauthn = relationship(Passkey, lazy="selectin", cascade="all, delete-orphan")

    two_factor = "changers"
    """The setting CONSOLE_TWO_FACTOR; the console's application sets it at start."""
    tf_phone_number = None

    def staffer(self, address: str) -> Staffer:
        """The account as pages know it."""
        return Staffer(self.id, self.email, self.name, self.named_roles, address)

    @property
    def named_roles(self) -> frozenset[Role]:
        """Their roles; one that this version no longer knows counts for nothing."""
        return frozenset(Role(each.name) for each in self.roles if each.name in set(Role))

    def check_tf_required(
        self,
        tf_setup_methods: list[tuple[str, str]],
        tf_fresh: bool,  # noqa: ARG002
    ) -> tuple[bool, list[tuple[str, str]]]:
        """Whoever has a second factor uses it, and whoever may change things must have one."""
        return bool(tf_setup_methods) or self.check_tf_required_setup(), tf_setup_methods

    def check_tf_required_setup(self) -> bool:
        """Whether the account must have a second factor."""
        if self.two_factor == "changers":
            return bool(self.named_roles & CHANGERS)
        return self.two_factor == "all"
