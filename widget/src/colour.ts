/** Ink that can be read on any colour a company chooses. */

const DARK = "#16181d";
const LIGHT = "#ffffff";

/** The WCAG relative luminance of a `#rgb` or `#rrggbb` colour, or nothing for any other text. */
function luminance(colour: string): number | undefined {
  const hex = /^#(?:([\da-f]{3})|([\da-f]{6}))$/i.exec(colour);
  if (!hex) return undefined;
  const digits = hex[2] ?? (hex[1] as string).replace(/./g, "$&$&");
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** White where it has 4.5:1 on the colour, otherwise near-black; nothing when it is no hex colour. */
export function colours(accent: string | undefined): { accent: string; ink: string } | undefined {
  const light = accent === undefined ? undefined : luminance(accent);
  if (accent === undefined || light === undefined) return undefined;
  return { accent, ink: 1.05 / (light + 0.05) >= 4.5 ? LIGHT : DARK };
}
