"""What a Telegram bot can do (Telegram docs: "Bot API", sendMessage, Sending files,
ReactionTypeEmoji)."""

from chalicelib.channels.domain import Capabilities, Limits

MEGABYTE = 1024 * 1024
_EMOJIS = """
👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣
⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒
💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
CAPABILITIES = Capabilities(
    max_length=4096,
    unit="utf16",
    splits=True,
    receipts=("sent",),
    files={
        "image": Limits(10 * MEGABYTE, ("image/jpeg", "image/png", "image/webp", "image/gif")),
        "audio": Limits(20 * MEGABYTE),
        "video": Limits(20 * MEGABYTE),
        "file": Limits(20 * MEGABYTE),
    },
    caption=1024,
    rich_text=True,
    quotes=True,
    reactions=tuple(_EMOJIS.split()),
    edits=True,
    deletes=True,
    buttons=20,
    button_length=40,
    consent=True,
    groups=True,
)
"""Telegram takes 50 MB; ours pass through a function's memory. A bot cannot write to who never
started it."""
