// The captured mails, newest first; asked for again and again, as a mail program does.

const POLL_MS = 2000;
const MS = 1000;
let shown = "";

function element(name, className, text) {
  const result = document.createElement(name);
  if (className) result.className = className;
  if (text) result.textContent = text;
  return result;
}

function body(mail) {
  if (!mail.html) return element("pre", "body", mail.text);
  const frame = element("iframe");
  frame.title = mail.subject;
  frame.sandbox = "";
  frame.srcdoc = mail.html;
  return frame;
}

function row(mail, open) {
  const sent = new Date(mail.time * MS);
  const time = element(
    "time",
    "",
    sent.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }),
  );
  time.dateTime = sent.toISOString();
  time.title = sent.toLocaleString();
  const summary = element("summary");
  summary.append(
    element("span", "subject", mail.subject || "(no subject)"),
    time,
    element("span", "to", `to ${mail.to.join(", ")}`),
  );
  const details = element("details");
  details.open = open;
  details.append(summary, body(mail));
  const item = element("li");
  item.dataset.id = mail.id;
  item.append(details);
  return item;
}

function draw(mails) {
  const key = mails.map((mail) => mail.id).join();
  if (key === shown) return;
  shown = key;
  const list = document.getElementById("mails");
  const open = new Set(
    [...list.querySelectorAll("details[open]")].map((item) => item.parentElement.dataset.id),
  );
  list.replaceChildren(...mails.map((mail) => row(mail, open.has(mail.id))));
}

async function poll() {
  const notice = document.getElementById("notice");
  try {
    const answer = await fetch("messages");
    const { items, detail } = await answer.json();
    if (!answer.ok) throw new Error(detail);
    draw(items);
    notice.textContent = items.length ? "" : "No mail yet.";
  } catch (error) {
    notice.textContent = `The mailbox does not answer: ${error.message}`;
  }
  setTimeout(poll, POLL_MS);
}

poll();
