// The page of a customer: any person, on any connected channel.
import { accountCard } from "./account.js";
import { call } from "./api.js";
import { createComposer } from "./composer.js";
import { $, make, option } from "./dom.js";
import { icon } from "./icons.js";
import { EXAMPLES, kindOf, REACTIONS } from "./kinds.js";
import { openMenu } from "./menu.js";
import { rows } from "./thread.js";

const POLL_MS = 700;
const CHANNELS_EVERY = 8; // polls

const state = { channels: [], channel: null, people: [], shown: "", polls: 0 };
const composer = createComposer({ send, tell });
const can = (what) => kindOf(state.channel?.kind).can.includes(what);
const customer = () => $("customer").value;

function tell(sentence) {
  $("notice").textContent = sentence;
}

const failed = (error) => tell(error.message || "The simulator does not answer.");

function sign(kind) {
  const { sign: name, color } = kindOf(kind);
  const element = make("span", "sign", { ariaHidden: "true" }, icon(name));
  element.style.setProperty("--sign", color);
  return element;
}

// Who and where

function drawChannels() {
  const tiles = state.channels.map((channel) => {
    const input = make("input", "", { type: "radio", name: "channel", value: channel.id });
    input.checked = channel.id === state.channel?.id;
    input.addEventListener("change", () => choose(channel).catch(failed));
    const where = channel.connected ? channel.address : "not connected";
    const words = make(
      "span",
      "",
      {},
      make("strong", "", {}, channel.name || channel.label),
      make("small", "", { title: where }, where || channel.label),
    );
    return make("label", "", {}, input, sign(channel.kind), words);
  });
  $("channels").replaceChildren(...tiles);
}

async function loadChannels() {
  const { items } = await call("channels");
  items.sort((a, b) => Number(b.connected) - Number(a.connected)); // those to connect come last
  if (JSON.stringify(items) === JSON.stringify(state.channels)) return;
  state.channels = items;
  const kept = sessionStorage.getItem("channel");
  const id = state.channel?.id ?? kept;
  const next = items.find((item) => item.id === id) ?? items[0];
  tell(next ? "" : "No channel is connected yet.");
  if (next) await choose(next);
  drawChannels();
}

async function choose(channel) {
  const samePeople = state.channel?.kind === channel.kind;
  const before = $("customer").selectedIndex;
  state.channel = channel;
  state.shown = "";
  sessionStorage.setItem("channel", channel.id);
  state.people = (await call(`customers?channel_id=${encodeURIComponent(channel.id)}`)).items;
  const kept = samePeople ? customer() : state.people[Math.max(0, before)]?.address;
  drawPeople(kept);
  composer.clear();
  $("avatar").replaceChildren(icon("company"), sign(channel.kind));
  $("company").textContent = [channel.label, channel.address].filter(Boolean).join(" · ");
  $("composer").hidden = !channel.connected;
  $("chips-row").hidden = !channel.connected;
  $("subject").hidden = !can("subject");
  $("attach").hidden = !can("files") && !can("pictures");
  await refresh();
}

function drawPeople(kept) {
  const names = JSON.parse(localStorage.getItem("names") ?? "{}");
  $("customer").replaceChildren(
    ...state.people.map(({ address, name }) => {
      const known = name || names[address];
      return option(address, known ? `${known} · ${address}` : address);
    }),
    option("other", "Somebody else…"),
  );
  if (state.people.some(({ address }) => address === kept)) $("customer").value = kept;
  showWho();
}

function nameOf(address) {
  const names = JSON.parse(localStorage.getItem("names") ?? "{}");
  return state.people.find((person) => person.address === address)?.name || names[address] || "";
}

function showWho() {
  const isOther = customer() === "other";
  $("other").hidden = !isOther;
  const { placeholder, pattern = ".+", title, type = "text" } = kindOf(state.channel?.kind).who;
  Object.assign($("address"), { placeholder, pattern, title, type });
  $("you").textContent = isOther ? "Somebody else" : nameOf(customer()) || customer();
}

// What is written

const view = () => ({
  asMail: can("subject"),
  canAct: (text) =>
    can("answer") || can("react") || (text.direction === "in" && (can("edit") || can("delete"))),
  act,
  press: (text, chosen) => send({ pressed: { to: text.id, ...chosen } }),
});

function act(text, button) {
  const mine = text.direction === "in";
  const entries = [];
  if (can("answer")) {
    entries.push({ sign: "answer", label: "Answer", run: () => composer.answer(text) });
  }
  if (mine && can("edit") && text.text) {
    entries.push({ sign: "edit", label: "Change", run: () => composer.change(text) });
  }
  if (mine && can("delete")) {
    const run = () => send({ delete: { to: text.id } });
    entries.push({ sign: "delete", label: "Delete for everyone", run });
  }
  const held = text.reactions.in;
  const emoji = REACTIONS.map((each) => ({
    emoji: each,
    checked: each === held,
    run: () => send({ reaction: { to: text.id, emoji: each === held ? null : each } }),
  }));
  openMenu(button, entries, can("react") ? emoji : []);
}

function draw(texts) {
  const key = JSON.stringify(texts);
  if (key === state.shown) return;
  const isNew = state.shown === "";
  state.shown = key;
  const thread = $("thread");
  const atEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 80;
  thread.replaceChildren(...rows(texts, view()));
  if (can("subject")) composer.about(texts.findLast((text) => text.subject)?.subject ?? "");
  if (atEnd || isNew) thread.scrollTop = thread.scrollHeight;
  for (const image of thread.querySelectorAll("img")) {
    image.addEventListener("load", () => (thread.scrollTop = thread.scrollHeight), { once: true });
  }
}

async function refresh() {
  const { channel } = state;
  if (!channel || customer() === "other") return;
  if (!channel.connected) {
    if (state.shown === "account") return;
    state.shown = "account";
    $("thread").replaceChildren(await accountCard(channel, () => loadChannels().catch(failed)));
    return;
  }
  const query = new URLSearchParams({ customer: customer(), company: channel.address });
  draw((await call(`thread?${query}`)).items);
}

async function send(content) {
  tell("");
  const from = customer();
  if (!state.channel || from === "other") {
    tell("Say who you are first.");
    return;
  }
  try {
    const name = nameOf(from);
    const message = { channel_id: state.channel.id, from, ...(name && { name }), ...content };
    const { status } = await call("inbound", message);
    if (status >= 300) tell(`Switchboard answered ${status} to the webhook.`);
  } catch (error) {
    failed(error);
  }
  await refresh().catch(failed);
}

// What goes wrong

async function refreshFailures() {
  const waiting = (await call("simulate"))[state.channel?.provider] ?? [];
  const count = waiting.length;
  $("failing").classList.toggle("active", count > 0);
  $("failing").textContent =
    count === 0
      ? ""
      : `The next ${count === 1 ? "call" : `${count} calls`} to ${state.channel.label} will fail.`;
}

async function setFailure() {
  await call("simulate", {
    provider: state.channel.provider,
    fail: $("fail").value || null,
    times: Number($("times").value),
  });
  await refreshFailures();
}

async function poll() {
  try {
    if (state.polls % CHANNELS_EVERY === 0) await loadChannels();
    state.polls += 1;
    await refresh();
    await refreshFailures();
  } catch (error) {
    state.polls = 0;
    failed(error);
  } finally {
    setTimeout(poll, document.hidden ? POLL_MS * 5 : POLL_MS);
  }
}

$("attach").addEventListener("click", () => composer.attach(kindOf(state.channel?.kind).can));
$("customer").addEventListener("change", () => {
  showWho();
  composer.clear();
  state.shown = "";
  if (customer() === "other") $("name").focus();
  else refresh().catch(failed);
});
$("other").addEventListener("submit", (event) => {
  event.preventDefault();
  const address = $("address").value.trim();
  const names = JSON.parse(localStorage.getItem("names") ?? "{}");
  const name = $("name").value.trim();
  localStorage.setItem("names", JSON.stringify({ ...names, [address]: name }));
  state.people = [...state.people.filter((each) => each.address !== address), { address, name }];
  drawPeople(address);
  state.shown = "";
  refresh().catch(failed);
});
for (const field of ["fail", "times"]) {
  $(field).addEventListener("change", () => setFailure().catch(failed));
}
$("bar").addEventListener("click", () => {
  document.body.dataset.settings = "open";
  $("done").focus();
});
$("done").addEventListener("click", () => {
  delete document.body.dataset.settings;
  $("thread").scrollTop = $("thread").scrollHeight;
  $("bar").focus();
});
$("thread").tabIndex = 0; // what scrolls must be reachable by keyboard
$("chips").append(
  ...EXAMPLES.map((text) => {
    const chip = make("button", "", { type: "button" }, text);
    chip.addEventListener("click", () => send({ text, ...composer.subject() }));
    return chip;
  }),
);

poll();
