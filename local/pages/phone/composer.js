// What is about to be sent: words, files, a voice message, a place, the message that it answers.
import { mediaUrl, upload } from "./api.js";
import { $, make } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { gist } from "./thread.js";

const SHOP = { latitude: 69.64921, longitude: 18.95532, name: "Storgata 45, Tromsø" };
const NO_MICROPHONE = "The browser gives no microphone. Attach a sound file instead.";

/** The composer. `send(content)` sends, `tell(sentence)` shows what went wrong. */
export function createComposer({ send, tell }) {
  let files = [];
  let answers = null;
  let edits = null;
  let recorder = null;

  function drawFiles() {
    $("files").replaceChildren(
      ...files.map((file) => {
        const remove = make("button", "close", {
          type: "button",
          ariaLabel: `Remove ${file.name}`,
        });
        remove.textContent = "×";
        remove.addEventListener("click", () => {
          files = files.filter((each) => each !== file);
          drawFiles();
        });
        const shown =
          file.kind === "image"
            ? make("img", "", { src: mediaUrl(file.id), alt: file.name })
            : null;
        return make("li", "", {}, shown ?? file.name, remove);
      }),
    );
  }

  async function add(chosen) {
    try {
      for (const file of chosen) files.push(await upload(file));
      drawFiles();
      $("text").focus();
    } catch (error) {
      tell(error.message);
    }
  }

  function concern(text, edit) {
    answers = edit ? null : text;
    edits = edit ? text : null;
    $("answers").hidden = !text;
    $("answered").textContent = text ? `${edit ? "Change" : "Answer"}: ${gist(text)}` : "";
    $("text").value = edit && text ? text.text : "";
    if (text) $("text").focus();
  }

  async function record() {
    if (recorder) {
      recorder.stop();
      return;
    }
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      recorder = new MediaRecorder(stream);
      const chunks = [];
      recorder.addEventListener("dataavailable", (event) => chunks.push(event.data));
      recorder.addEventListener("stop", async () => {
        for (const track of stream.getTracks()) track.stop();
        const type = recorder.mimeType;
        recorder = null;
        drawAttach();
        const voice = await upload(new File(chunks, "voice-message.webm", { type }));
        send({ media: [{ ...voice, voice: true }] });
      });
      recorder.start();
      drawAttach();
    } catch {
      recorder = null;
      tell(NO_MICROPHONE);
    }
  }

  function drawAttach() {
    const button = $("attach");
    button.classList.toggle("recording", recorder !== null);
    button.ariaLabel = recorder ? "Send the voice message" : "Attach";
    button.replaceChildren(icon(recorder ? "voice" : "attach"));
  }

  function choose(accept) {
    $("file").accept = accept;
    $("file").click();
  }

  function attach(can) {
    if (recorder) {
      recorder.stop();
      return;
    }
    const entries = [];
    if (can.includes("files") || can.includes("pictures")) {
      entries.push(
        { sign: "picture", label: "Picture or video", run: () => choose("image/*,video/*") },
        { sign: "picture", label: "A sample picture", run: sample },
      );
    }
    if (can.includes("files")) {
      entries.push(
        { sign: "voice", label: "Voice message", run: record },
        { sign: "file", label: "File", run: () => choose("") },
      );
    }
    if (can.includes("place")) {
      entries.push({ sign: "place", label: "Location", run: () => send({ location: SHOP }) });
    }
    openMenu($("attach"), entries);
  }

  async function sample() {
    const answer = await fetch("../assets/broken-pole.png");
    await add([new File([await answer.blob()], "broken-pole.png", { type: "image/png" })]);
  }

  /** What a mail is about; an answer's own subject goes without saying. */
  function subject() {
    const { hidden, value, dataset } = $("subject");
    const words = value.trim();
    return hidden || !words || words === dataset.answers ? {} : { subject: words };
  }

  function submit() {
    const text = $("text").value.trim();
    if (edits) {
      if (text) send({ edit: { to: edits.id, text } });
    } else if (text || files.length > 0) {
      send({
        ...(text && { text }),
        ...(files.length > 0 && { media: files }),
        ...subject(),
        ...(answers && { reply_to: answers.id }),
      });
    } else {
      return;
    }
    files = [];
    drawFiles();
    concern(null, false);
    $("text").focus();
  }

  $("send").append(icon("send"));
  drawAttach();
  $("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  $("text").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (!$("subject").hidden && !event.ctrlKey && !event.metaKey) return; // mails have lines
    event.preventDefault();
    submit();
  });
  $("forget").addEventListener("click", () => concern(null, false));
  $("file").addEventListener("change", async () => {
    await add([...$("file").files]);
    $("file").value = "";
  });

  return {
    attach,
    subject,
    /** Answer mails about this, unless the customer says otherwise. */
    about(subject) {
      const field = $("subject");
      const isUntouched = field.value === "" || field.value === field.dataset.answers;
      field.dataset.answers = subject && !subject.startsWith("Re:") ? `Re: ${subject}` : subject;
      if (isUntouched) field.value = field.dataset.answers;
    },
    answer: (text) => concern(text, false),
    change: (text) => concern(text, true),
    /** Forget what concerned another thread. */
    clear() {
      $("subject").value = "";
      files = [];
      drawFiles();
      concern(null, false);
    },
  };
}
