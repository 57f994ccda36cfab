"""`madoguchi staff`: the first account, and a way back in when nobody can sign in.

Staff run it, so it speaks Japanese.
"""

from __future__ import annotations

import click

from bot.cli.common import opened, settings
from bot.console import accounts, audit, invitations
from bot.console.audit import Act, Actor, Entry
from bot.console.roles import Role
from bot.settings import Settings
from bot.time import millis, system_clock

ADDED = Act("staff.added", "職員を追加した")
INVITED = Act("staff.invited", "招待を作った")
RESET = Act("staff.factor_reset", "認証アプリとパスキーの登録を消した")
_ACTOR = Actor(None, "madoguchi staff", "")


class _Role(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A role by its Japanese name or as it is stored."""

    name = "role"

    def convert(
        self, value: str | Role, param: click.Parameter | None, ctx: click.Context | None
    ) -> Role:
        try:
            return Role.named(value)
        except ValueError:
            names = "、".join(role.label for role in Role)
            self.fail(
                f"「{value}」という役割はありません。{names} から選んでください。", param, ctx
            )


@click.group()
def staff() -> None:
    """Accounts of the staff console."""


@staff.command()
@click.argument("email")
@click.option(
    "--role", "roles", type=_Role(), multiple=True, required=True, help="管理者, 広報, ..."
)
@click.option("--name", default="", help="The name that others read; the address by default.")
def add(email: str, roles: tuple[Role, ...], name: str) -> None:
    """Make an account for EMAIL and print the link with which its owner starts."""
    read, now = settings(quiet=True), millis(system_clock())
    with opened(read) as database, database.write() as connection:
        if accounts.by_email(connection, email):
            raise click.ClickException(
                f"{email} の職員は、すでにいます。招待し直すには madoguchi staff invite {email}"
            )
        number = accounts.add(connection, email, name or email.partition("@")[0], roles, now)
        token = invitations.invite(connection, number, now)
        told = {"email": email.lower(), "roles": "、".join(role.label for role in roles)}
        entry = Entry(ADDED, f"staff:{number}", "", after=told)
        audit.write(connection, _ACTOR, now, entry, Entry(INVITED, f"staff:{number}", ""))
    _tell(read, token)


@staff.command()
@click.argument("email")
@click.option("--reset", is_flag=True, help="Also forget the authenticator app and passkeys.")
def invite(email: str, reset: bool) -> None:
    """Print a new link for EMAIL, whose password is forgotten."""
    read, now = settings(quiet=True), millis(system_clock())
    with opened(read) as database, database.write() as connection:
        found = accounts.by_email(connection, email)
        if found is None or not found.active:
            raise click.ClickException(f"利用中の {email} の職員はいません。")
        token = invitations.invite(connection, found.id, now)
        entries = [Entry(INVITED, f"staff:{found.id}", "")]
        if reset:
            accounts.forget_second_factor(connection, found.id)
            entries.append(Entry(RESET, f"staff:{found.id}", ""))
        audit.write(connection, _ACTOR, now, *entries)
    _tell(read, token)


@staff.command("list")
def list_all() -> None:
    """List the accounts."""
    with opened(settings(quiet=True)) as database, database.read() as connection:
        for one in accounts.everybody(connection):
            roles = "、".join(role.label for role in Role if role in one.roles)
            state = "利用中" if one.started else "招待中"
            click.echo(f"{one.email}\t{one.name}\t{roles}\t{state if one.active else '利用停止'}")


def _tell(read: Settings, token: str) -> None:
    base = read.console.public_url or f"http://127.0.0.1:{read.port}"
    click.echo("次のアドレスを、本人だけに伝えてください。7日の間に、一度だけ使えます。", err=True)
    click.echo(f"{base}/console/invitation/{token}")
