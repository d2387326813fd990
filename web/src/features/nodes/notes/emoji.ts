/** The emoji on offer for stickers: each with the words it is found by. */

export type Emoji = { readonly glyph: string; readonly words: string };

/** Groups in their order; `glyph words` separated by `|`. */
const GROUPS: Readonly<Record<string, string>> = {
  Reactions:
    '👍 yes good thumbs up|👎 no bad thumbs down|❤️ love heart|🔥 hot fire great|🎉 party done celebrate|👏 applause clap|🙌 hooray hands|🙏 please thanks|💯 hundred perfect|⭐ star favourite|✨ sparkles new magic|💡 idea light bulb|✅ done check yes|❌ no cross wrong|⚠️ warning careful|❓ question|❗ important exclamation|💬 comment speech|👀 look eyes see|🚀 launch rocket ship|🏆 win trophy|🥇 first medal gold|💪 strong muscle|🤝 deal handshake|✌️ peace victory|👌 ok fine|🤞 luck fingers crossed|👋 hello wave bye|☝️ up finger one|👉 right finger this|👈 left finger|👇 down finger',
  Faces:
    '😀 smile happy|😂 laugh tears joy|😊 blush happy|😍 love eyes|🤩 wow star eyes|😎 cool sunglasses|🤔 think hmm|😐 neutral|😬 grimace awkward|😴 sleep tired|😢 sad cry|😭 sob cry|😡 angry|😱 scream shock|🥳 party face|🤯 mind blown|😇 angel innocent|😉 wink|🙃 upside down silly|🥲 smile tear|🤖 robot|👻 ghost|💀 skull dead|👽 alien|🤡 clown|💩 poop',
  Making:
    '🎨 art paint palette|🖌️ brush paint|✏️ pencil write draw|🖼️ picture frame image|📷 camera photo|🎬 film clapper action|🎥 movie camera video|📹 video camera|🎞️ film frames|🎵 music note|🎧 headphones sound|🎤 microphone voice sing|🎹 piano keys|🥁 drum beat|🎸 guitar|🎭 theatre masks|🎮 game|🧩 puzzle piece|🪄 wand magic|✂️ cut scissors|📐 ruler angle|🧵 thread|🧶 yarn',
  Work: '📌 pin here|📍 place pin|📎 clip attach|🔗 link chain|🔒 lock closed|🔓 unlock open|🔑 key|🔍 search find|📝 note write|📄 page document|📁 folder|📊 chart bars|📈 up growth chart|📉 down chart|📅 calendar date|⏰ alarm clock time|⏳ hourglass wait|🔔 bell remind|📣 announce megaphone|💻 laptop computer|📱 phone|🖨️ printer|🛠️ tools fix|⚙️ gear settings|🧪 test tube experiment|🔬 microscope|🗑️ trash bin|📦 box package|🛒 cart shop|💰 money bag|💳 card pay|🏷️ label tag price',
  Nature:
    '☀️ sun day|🌙 moon night|☁️ cloud|🌧️ rain|⛈️ storm thunder|❄️ snow cold|🌈 rainbow|🌊 wave sea|⛰️ mountain|🌋 volcano|🏝️ island beach|🌲 tree forest|🌳 tree|🌵 cactus desert|🌸 blossom flower spring|🌹 rose|🌻 sunflower|🍀 clover luck|🍁 leaf autumn|🌍 earth world|🪐 planet space|⚡ lightning power|💧 drop water|🐶 dog|🐱 cat|🦊 fox|🐻 bear|🐼 panda|🦁 lion|🐯 tiger|🐸 frog|🐵 monkey|🦉 owl|🦋 butterfly|🐝 bee|🐠 fish|🐙 octopus|🐳 whale|🦄 unicorn|🐉 dragon',
  Things:
    '☕ coffee|🍵 tea|🍎 apple|🍋 lemon|🍓 strawberry|🍕 pizza|🍔 burger|🍣 sushi|🍰 cake|🍩 donut|🍷 wine|🎂 birthday cake|🎁 gift present|🎈 balloon|🏠 house home|🏢 office building|🏰 castle|🚗 car|🚲 bicycle|✈️ plane travel|🚢 ship|🚂 train|🗺️ map|🧭 compass|⛺ tent camp|⚽ football|🏀 basketball|🎯 target goal|🧸 toy bear|👑 crown king queen|💎 gem diamond|👟 shoe|👗 dress|👜 bag|🕶️ sunglasses|🛋️ sofa|🕯️ candle|📚 books|🔴 red circle|🟠 orange circle|🟡 yellow circle|🟢 green circle|🔵 blue circle|🟣 purple circle|⬛ black square|⬜ white square|➡️ right arrow|⬅️ left arrow|⬆️ up arrow|⬇️ down arrow|🔁 repeat loop|1️⃣ one first|2️⃣ two second|3️⃣ three third|4️⃣ four|5️⃣ five',
};

export const EMOJI: readonly { readonly title: string; readonly emoji: readonly Emoji[] }[] =
  Object.entries(GROUPS).map(([title, written]) => ({
    title,
    emoji: written.split('|').map((entry) => {
      const [glyph = '', ...words] = entry.split(' ');
      return { glyph, words: words.join(' ') };
    }),
  }));

/** Those whose words begin with what is typed; every typed word counts. */
export function findEmoji(query: string): typeof EMOJI {
  const typed = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (typed.length === 0) return EMOJI;
  const fits = ({ glyph, words }: Emoji, title: string): boolean => {
    const known = [...words.split(' '), title.toLowerCase()];
    return typed.every((part) => glyph === part || known.some((word) => word.startsWith(part)));
  };
  return EMOJI.map(({ title, emoji }) => ({
    title,
    emoji: emoji.filter((one) => fits(one, title)),
  })).filter(({ emoji }) => emoji.length > 0);
}

/** What was pasted or typed, if it is one emoji or another single sign. */
export function singleGlyph(text: string): string | null {
  const glyph = text.trim();
  if (glyph === '' || glyph.length > 32) return null;
  const parts = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(glyph)];
  return parts.length === 1 ? glyph : null;
}
