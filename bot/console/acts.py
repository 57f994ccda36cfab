"""What the console itself writes into the audit log."""

from __future__ import annotations

from bot.console.audit import Act
from bot.console.visit import VIEWED

SIGNED_IN = Act("account.signed_in", "サインインした")
SIGN_IN_FAILED = Act("account.sign_in_failed", "サインインに失敗した")
SIGNED_OUT = Act("account.signed_out", "サインアウトした")
ENDED_SESSIONS = Act("account.ended_sessions", "ほかの端末をサインアウトした")
PASSWORD = Act("account.password", "パスワードを変えた")
CODE = Act("account.code", "認証アプリを登録した")
CODE_OFF = Act("account.code_off", "認証アプリの登録をやめた")
RECOVERY = Act("account.recovery", "予備のコードを作った")
PASSKEY = Act("account.passkey", "パスキーを登録した")
PASSKEY_OFF = Act("account.passkey_off", "パスキーを消した")
INVITED = Act("account.invited", "招待を使って始めた")

OWN = (
    SIGNED_IN, SIGN_IN_FAILED, SIGNED_OUT, ENDED_SESSIONS, PASSWORD, CODE, CODE_OFF, RECOVERY,
    PASSKEY, PASSKEY_OFF, INVITED, VIEWED,
)  # fmt: skip
