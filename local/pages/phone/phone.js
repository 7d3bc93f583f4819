// A customer's phone: sends and shows the texts between one number and one company.

const POLL_MS = 700;
const CUSTOMERS = [
  ["+4791234567", "Kari, Norway"],
  ["+46701234567", "Erik, Sweden"],
  ["+447700900123", "Amelia, United Kingdom"],
];
const EXAMPLES = ["Do you ship to Norway?", "Where is my order?", "How do returns work?", "STOP"];
const OWN_STATUS = { sent: "Sending…", received: "Delivered", failed: "Not delivered" };

const $ = (id) => document.getElementById(id);
const state = { channels: [], shown: "" };

async function call(path, body) {
  const answer = await fetch(
    `../${path}`,
    body && {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    },
  );
  const result = await answer.json();
  if (!answer.ok) throw new Error(result.detail);
  return result;
}

function option(value, label) {
  const element = document.createElement("option");
  element.value = value;
  element.textContent = label;
  return element;
}

function channel() {
  return state.channels.find((item) => item.id === $("channel").value);
}

function row(name, text) {
  const item = document.createElement("li");
  item.className = name;
  item.dir = "auto";
  item.textContent = text;
  return item;
}

function time(iso) {
  return new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

function rows(text, isLast) {
  if (text.direction === "out" && text.status === "undelivered") {
    return [row("lost", "A message from the company did not reach this phone.")];
  }
  if (text.direction === "out") {
    const arrived = text.status === "delivered";
    return arrived
      ? [row("text", text.text), ...(isLast ? [row("meta", time(text.time))] : [])]
      : [];
  }
  const failed = text.status === "failed";
  const status = row(
    `meta mine${failed ? " failed" : ""}`,
    `${time(text.time)} · ${OWN_STATUS[text.status]}`,
  );
  return [row("text mine", text.text), ...(isLast || failed ? [status] : [])];
}

function draw(texts) {
  const key = JSON.stringify(texts);
  if (key === state.shown) return;
  state.shown = key;
  const thread = $("thread");
  thread.replaceChildren(...texts.flatMap((text, index) => rows(text, index === texts.length - 1)));
  thread.scrollTop = thread.scrollHeight;
}

async function refresh() {
  const company = channel()?.address;
  if (!company) return;
  const query = new URLSearchParams({ customer: $("customer").value, company });
  draw((await call(`thread?${query}`)).items);
}

async function refreshFailures() {
  const { twilio = [] } = await call("simulate");
  $("failing").classList.toggle("active", twilio.length > 0);
  $("failing").textContent =
    twilio.length === 0
      ? "The next messages from the company are delivered."
      : `The next ${twilio.length === 1 ? "message" : `${twilio.length} attempts`} from the company will fail.`;
}

function failed(error) {
  $("notice").textContent = `${error.message || "The simulator does not answer."}`;
}

async function poll() {
  try {
    if (state.channels.length === 0) await connect();
    await refresh();
    await refreshFailures();
  } catch (error) {
    failed(error);
  } finally {
    setTimeout(poll, document.hidden ? POLL_MS * 5 : POLL_MS);
  }
}

async function connect() {
  state.channels = (await call("channels")).items;
  $("channel").replaceChildren(...state.channels.map((item) => option(item.id, item.address)));
  showCompany();
  $("notice").textContent = state.channels.length ? "" : "No SMS channel is connected yet.";
}

function showCompany() {
  $("company").textContent = "Nordlys Outdoor";
  $("company-number").textContent = channel()?.address ?? "";
}

async function send(text) {
  $("notice").textContent = "";
  try {
    const answer = await call("inbound", {
      channel_id: channel().id,
      from: $("customer").value,
      text,
    });
    if (answer.status >= 300)
      failed(new Error(`Switchboard answered ${answer.status} to the webhook.`));
  } catch (error) {
    failed(error);
  }
  await refresh();
}

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text || !channel()) return;
  $("text").value = "";
  $("text").focus();
  send(text);
});
$("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("composer").requestSubmit();
  }
});
$("channel").addEventListener("change", () => {
  showCompany();
  refresh().catch(failed);
});
$("customer").addEventListener("change", () => {
  $("other").hidden = $("customer").value !== "other";
  if ($("other").hidden) refresh().catch(failed);
  else $("number").focus();
});
$("other").addEventListener("submit", (event) => {
  event.preventDefault();
  const number = $("number").value;
  $("customer").prepend(option(number, number));
  $("customer").value = number;
  $("other").hidden = true;
  refresh().catch(failed);
});
for (const field of ["fail", "times"]) {
  $(field).addEventListener("change", async () => {
    await call("simulate", {
      provider: "twilio",
      fail: $("fail").value || null,
      times: Number($("times").value),
    }).catch(failed);
    await refreshFailures().catch(failed);
  });
}

$("customer").append(
  ...CUSTOMERS.map(([number, name]) => option(number, `${number} · ${name}`)),
  option("other", "Another number…"),
);
$("chips").append(
  ...EXAMPLES.map((text) => {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.textContent = text;
    chip.addEventListener("click", () => send(text));
    return chip;
  }),
);
poll();
