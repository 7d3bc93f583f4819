/**
 * The emoji that the picker offers, with the words that find them, which are those of the language;
 * the system's face draws them.
 */
import { m, t } from "../i18n/t";

export type Emoji = { sign: string; words: string };

const TABLE: [group: string, entries: string][] = [
  [
    m("Smileys"),
    m(
      `😀 grin happy · 😃 smile happy · 😄 laugh smile · 😁 beam grin · 😅 relief sweat phew · 😂 joy tears laugh · 🤣 rolling laugh · 🙂 slight smile · 😉 wink · 😊 blush smile warm · 😇 angel innocent · 🥰 love hearts · 😍 heart eyes love · 🤩 star struck wow · 😘 kiss · 😋 yum tasty · 😜 tongue joke · 🤗 hug · 🤔 thinking hmm · 🤨 doubt eyebrow · 😐 neutral · 😑 blank · 😶 silent · 🙄 roll eyes · 😏 smirk · 😬 grimace awkward · 😌 relieved calm · 😔 sad pensive · 😪 sleepy · 😴 sleep · 😷 mask ill · 🤒 fever ill · 🤕 hurt · 🥵 hot · 🥶 cold · 😵 dizzy · 🤯 mind blown · 🥳 party celebrate · 😎 cool sunglasses · 🤓 nerd · 😕 confused · 😟 worried · 🙁 frown sad · 😮 surprised oh · 😯 hushed · 😲 astonished · 😳 flushed · 🥺 pleading please · 😢 cry sad · 😭 sob cry · 😱 scream shock · 😖 upset · 😞 disappointed · 😓 sweat · 😩 weary · 😤 huff · 😡 angry · 😠 cross angry · 🙈 monkey see no evil`,
    ),
  ],
  [
    m("Hands and people"),
    m(
      `👍 thumbs up yes good ok · 👎 thumbs down no · 👌 ok perfect · ✌️ victory peace · 🤞 fingers crossed luck · 🤙 call · 👈 left · 👉 right · 👆 up · 👇 down · ☝️ one point · 👋 wave hello hi bye · 🖐️ hand stop · ✋ stop hand · 👏 clap bravo · 🙌 hooray raise · 🤝 handshake deal · 🙏 thanks please pray · ✍️ writing · 💪 strong muscle · 👀 eyes look · 🧠 brain · 👤 person · 👥 people · 🙋 raise hand question · 🤷 shrug · 🤦 facepalm · 🙇 sorry bow · 🧑‍💻 computer work · 👩‍🔧 mechanic repair · 🕵️ detective search · 🧑‍🚀 astronaut`,
    ),
  ],
  [
    m("Hearts and signs"),
    m(
      `❤️ heart love red · 🧡 heart orange · 💛 heart yellow · 💚 heart green · 💙 heart blue · 💜 heart purple · 🖤 heart black · 🤍 heart white · 💔 broken heart · 💯 hundred percent · ✅ check done yes · ☑️ check · ✔️ check · ❌ cross no wrong · ❗ exclamation important · ❓ question · ⚠️ warning · 🚫 forbidden no · ℹ️ info · 🆗 ok · 🆕 new · 🔴 red · 🟠 orange · 🟡 yellow · 🟢 green · 🔵 blue · ⭐ star · 🌟 star glow · ✨ sparkles · 💥 boom · 💬 speech chat · 💡 idea light · 🔔 bell · 🔕 bell off · ➡️ arrow right · ⬅️ arrow left · ⬆️ arrow up · ⬇️ arrow down · 🔄 refresh again · ♻️ recycle`,
    ),
  ],
  [
    m("Work and things"),
    m(
      `📦 parcel package box · 🚚 delivery truck · ✉️ mail letter · 📧 email · 📨 incoming mail · 📞 phone call · 📱 mobile phone · 💻 laptop computer · 🖥️ screen computer · 🖨️ printer · ⌨️ keyboard · 🔋 battery · 🔌 plug · 📷 camera photo · 🎥 video · 🎧 headphones · 🔍 search · 🔒 lock secure · 🔓 unlock · 🔑 key · 🔧 wrench repair · 🔨 hammer · 🛠️ tools · ⚙️ gear settings · 🧾 receipt bill · 💳 card pay · 💰 money · 💶 euro · 💵 dollar · 🪙 coin · 📈 up chart · 📉 down chart · 📊 chart · 📅 calendar date · 🗓️ calendar · ⏰ alarm clock · ⏳ wait hourglass · ⌛ time · 🕐 clock time · 📌 pin · 📎 clip attach · 📝 note write · 📄 document file · 📁 folder · 🗑️ bin delete · 🔗 link · 🏷️ label tag · 🎫 ticket · 🎁 gift present · 🛒 cart shop · 🏠 house home · 🏢 office · 🏬 shop store · 🏥 hospital`,
    ),
  ],
  [
    m("Nature and food"),
    m(
      `☀️ sun · 🌤️ sun cloud · ☁️ cloud · 🌧️ rain · ⛈️ storm · ❄️ snow · 🔥 fire hot · 🌈 rainbow · 🌙 moon night · 🌍 world earth · 🏔️ mountain · 🏕️ camp tent · 🏖️ beach · 🌲 tree · 🌸 flower · 🌹 rose · 🌻 sunflower · 🍀 luck clover · 🐶 dog · 🐱 cat · 🐻 bear · 🦊 fox · 🐟 fish · 🐝 bee · ☕ coffee · 🍵 tea · 🍺 beer · 🍷 wine · 🥂 cheers · 🍕 pizza · 🍔 burger · 🥗 salad · 🍎 apple · 🍰 cake · 🎂 birthday cake · 🍪 cookie · 🍫 chocolate`,
    ),
  ],
  [
    m("Fun and travel"),
    m(
      `🎉 party tada congratulations · 🎊 confetti · 🎈 balloon · 🏆 trophy win · 🥇 gold medal first · 🎯 target · 🎮 game · 🎵 music · ⚽ football · 🏀 basketball · 🚴 bike · 🏃 run · 🎿 ski · 🚗 car · 🚕 taxi · 🚌 bus · 🚆 train · ✈️ plane flight · 🚢 ship · 🚀 rocket launch · 🧭 compass · 🗺️ map · 🏁 finish · 🚧 construction`,
    ),
  ],
];

/** Each group by its name, in the words of now. */
export const groups = (): { name: string; emoji: Emoji[] }[] =>
  TABLE.map(([name, entries]) => ({
    name: t(name),
    emoji: t(entries)
      .split("·")
      .map((entry) => {
        const [sign = "", ...words] = entry.trim().split(" ");
        return { sign, words: words.join(" ") };
      }),
  }));

export function emojiFor(query: string): Emoji[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return groups()
    .flatMap((group) => group.emoji)
    .filter((emoji) =>
      words.every((word) => emoji.words.split(" ").some((each) => each.startsWith(word))),
    );
}
