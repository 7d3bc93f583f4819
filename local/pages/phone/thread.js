// Draws what a customer and the company have written to each other.
import { mediaUrl } from "./api.js";
import { make } from "./dom.js";
import { icon } from "./icons.js";

const OWN_STATUS = { sent: "Sending…", failed: "Not delivered" };
const UNDER_WAY = new Set(["queued", "accepted", "sending"]);
const LOST = new Set(["undelivered", "failed"]);

function time(iso) {
  return new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

/** A message in a few words, for whoever answers it. */
export function gist(text) {
  const file = text.media[0];
  const sort = { image: "Picture", audio: "Sound", video: "Video", file: "File" };
  return text.text || (file ? file.name || sort[file.kind] : "Location");
}

function file({ id, kind, name }) {
  const src = mediaUrl(id);
  if (kind === "image") return make("img", "", { src, alt: name || "Picture" });
  if (kind === "audio") return make("audio", "", { src, controls: true, preload: "metadata" });
  if (kind === "video") return make("video", "", { src, controls: true, preload: "metadata" });
  return make("a", "card", { href: src, download: name }, icon("file"), name || "File");
}

function place({ latitude, longitude, name }) {
  const where = `${Number(latitude).toFixed(5)}, ${Number(longitude).toFixed(5)}`;
  const words = make("span", "", {}, name || "Location", make("small", "", {}, where));
  return make("span", "card", {}, icon("place"), words);
}

function head(text) {
  const from = text.direction === "in" ? text.customer : text.company;
  const to = text.direction === "in" ? text.company : text.customer;
  const subject = make("strong", "", { dir: "auto" }, text.subject || "(no subject)");
  const line = make("small", "", {}, `${from} → ${to}, ${time(text.time)}`);
  return make("span", "head", {}, subject, line);
}

function bubble(text, { asMail, byId }) {
  if (text.deleted) return make("div", "bubble gone", {}, "This message was deleted");
  const parts = [];
  if (asMail) parts.push(head(text));
  const answered = text.reply_to && !asMail ? byId.get(text.reply_to) : null;
  if (answered) parts.push(make("span", "quote", { dir: "auto" }, gist(answered)));
  parts.push(...text.media.map(file));
  if (text.location) parts.push(place(text.location));
  if (text.text) parts.push(make("span", "words", { dir: "auto" }, text.text));
  return make("div", "bubble", {}, ...parts);
}

function options(text, press) {
  if (text.options.length === 0) return null;
  const buttons = text.options.map((each) => {
    const button = make("button", "", { type: "button", dir: "auto" }, each.title);
    button.addEventListener("click", () => press(text, each));
    return button;
  });
  return make("span", "options", {}, ...buttons);
}

function meta(text, isLast) {
  const failed = text.direction === "in" && text.status === "failed";
  if (!isLast && !failed && !text.edited) return null;
  const own = text.direction === "in" ? (OWN_STATUS[text.status] ?? "Delivered") : null;
  const words = [time(text.time), text.edited && !text.deleted ? "edited" : null, own];
  return make("span", failed ? "meta failed" : "meta", {}, words.filter(Boolean).join(" · "));
}

function row(text, view, isLast) {
  if (text.direction === "out" && LOST.has(text.status)) {
    return make("div", "lost", {}, "A message from the company did not arrive here.");
  }
  if (text.direction === "out" && UNDER_WAY.has(text.status)) return null;
  const mine = text.direction === "in" ? " mine" : "";
  const emoji = Object.values(text.reactions).join(" ");
  const more = make("button", "more round", { type: "button", ariaLabel: "What you can do" });
  more.append(icon("more"));
  more.addEventListener("click", () => view.act(text, more));
  return make(
    "div",
    `message${mine}${view.asMail ? " mail" : ""}`,
    {},
    bubble(text, view),
    text.deleted || !view.canAct(text) ? null : more,
    emoji ? make("span", "reactions", {}, emoji) : null,
    options(text, view.press),
    meta(text, isLast),
  );
}

/**
 * The rows of a thread, oldest first. `view` is {asMail, canAct(text), act(text, button),
 * press(text, option)}.
 */
export function rows(texts, view) {
  const byId = new Map(texts.map((text) => [text.id, text]));
  return texts
    .map((text, index) => row(text, { ...view, byId }, index === texts.length - 1))
    .filter(Boolean);
}
