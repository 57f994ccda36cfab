"""Settings: what the citizen told us, chose and can have deleted.

Answers 設定, お知らせの種類, 言葉, 登録の内容, すべて消す. Whatever a feature lets people set (a time for
reminders, say) stands here too; it brings its own line and button with `@feature.settings`.
"""

from handlers.settings import erasing, language, overview, places, stored, topics
from handlers.settings.talk import feature

__all__ = ["erasing", "feature", "language", "overview", "places", "stored", "topics"]
