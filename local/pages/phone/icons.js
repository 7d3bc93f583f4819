// Small signs, drawn as strokes on a field of 24 by 24.

const SIGNS = {
  twilio_sms: "M21 15a2 2 0 0 1-2 2H8l-5 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2zM8 8h8M8 12h5",
  whatsapp:
    "M3 21l1.8-5.2A8.5 8.5 0 1 1 8.2 19.200zM9 9c0 3.3 2.7 6 6 6l.8-1.7-2-1-1 .7c-.7-.4-1.3-1-1.7-1.700l.7-1-1-2z",
  messenger:
    "M12 3c-5 0-9 3.6-9 8.2 0 2.6 1.3 4.9 3.3 6.400V21l3-1.700c5.8 1.1 11.7-2.6 11.7-8.100C21 6.6 17 3 12 3zM7.5 13.500l3-3 3 2.5 3-3",
  instagram:
    "M7 3h10a4 4 0 0 1 4 4v10a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4zM16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM17.5 6.500h.01",
  x: "M4 4l16 16M20 4L4 20",
  viber:
    "M12 3c6 0 8 2.5 8 8s-2 8-8 8l-3 3v-3.500c-3.7-.8-5-3-5-7.5 0-5.5 2-8 8-8zM9 8c0 4 2.5 6 6 6.500l.5-2-2-1",
  telegram: "M22 2L11 13M22 2l-7 20-4-9-9-4z",
  line: "M12 3.500c-5.5 0-9.5 3.3-9.5 7.4 0 3.7 3.3 6.8 7.8 7.4.7.2.5 1.3.3 2.7 5.6-2.7 10.9-6 10.9-10.1 0-4.1-4-7.4-9.5-7.400zM7.5 9v4h2M12.5 9v4M16.5 13V9",
  email:
    "M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM22 6.500l-10 7-10-7",
  api: "M8 3H7a2 2 0 0 0-2 2v5a2 2 0 0 1-2 2 2 2 0 0 1 2 2v5a2 2 0 0 0 2 2h1M16 3h1a2 2 0 0 1 2 2v5a2 2 0 0 0 2 2 2 2 0 0 0-2 2v5a2 2 0 0 1-2 2h-1",
  company: "M3 20L10 7l4 7 2-3 5 9z",
  send: "M12 19V5M5 12l7-7 7 7",
  attach: "M12 5v14M5 12h14",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  picture:
    "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM21 15l-5-5L5 21M10 8.500a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0z",
  voice: "M12 2a3 3 0 0 0-3 3v7a3 3 0 0 0 6 0V5a3 3 0 0 0-3-3zM19 10v2a7 7 0 0 1-14 0v-2M12 19v3",
  file: "M14 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8zM14 2v6h6",
  place: "M20 10c0 6-8 12-8 12s-8-6-8-12a8 8 0 0 1 16 0zM15 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0z",
  answer: "M9 17l-5-5 5-5M4 12h11a5 5 0 0 1 5 5v1",
  edit: "M12 20h9M16.5 3.500a2.1 2.1 0 0 1 3 3L7 19l-4 1 1-4z",
  delete: "M3 6h18M8 6V4h8v2M6 6l1 15h10l1-15",
};

/** The sign as an element. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const [key, value] of Object.entries({
    fill: "none",
    stroke: "currentColor",
    "stroke-width": name === "more" ? 3 : 2,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(svg.namespaceURI, "path");
  path.setAttribute("d", SIGNS[name] ?? SIGNS.twilio_sms);
  svg.append(path);
  return svg;
}
