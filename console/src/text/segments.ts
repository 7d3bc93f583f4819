/**
 * How many SMS a text is (CH-15); the API counts alike in chalicelib/channels/segments.py.
 *
 * 3GPP TS 23.038 and 23.040: a text in the GSM alphabet has 160 units in one SMS, or 153 in each of
 * several, and characters of the extension table take two. Any other text is UCS-2: 70, or 67 in
 * each of several, and characters beyond U+FFFF take two. A pair is never cut in two.
 */

const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ" +
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENSION = new Set("\f^{}\\[~]|€");
const SINGLE = { gsm: 160, ucs2: 70 };
const PART = { gsm: 153, ucs2: 67 };

export type Segments = {
  encoding: "gsm" | "ucs2";
  /** Of 7 bits (gsm) or 16 (ucs2). */
  units: number;
  /** SMS that are sent and billed; 0 for an empty text. */
  segments: number;
  /** Units that still fit into the last of them. */
  remaining: number;
};

/** What sending a text costs. */
export function count(text: string): Segments {
  const characters = [...text];
  const isGsm = characters.every((one) => BASIC.has(one) || EXTENSION.has(one));
  const encoding = isGsm ? "gsm" : "ucs2";
  const sizes = characters.map((one) => (isGsm ? (EXTENSION.has(one) ? 2 : 1) : one.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  if (units <= SINGLE[encoding]) {
    return { encoding, units, segments: text ? 1 : 0, remaining: SINGLE[encoding] - units };
  }
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > PART[encoding]) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, units, segments, remaining: PART[encoding] - used };
}
