import { useEffect, useRef, useState } from "react";
import { t } from "../i18n/t";

const LONGEST_S = 10 * 60;
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

const ENDINGS: Record<string, string> = { "audio/mp4": "m4a", "audio/ogg": "ogg" };

/** Why the microphone stays silent, and what can be done about it. */
export function microphoneError(error: unknown): string {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") {
    return t(
      "The microphone is blocked for this page. Allow it in the browser's address bar, then record again.",
    );
  }
  if (name === "NotFoundError") return t("No microphone was found. Connect one and record again.");
  if (name === "NotReadableError") {
    return t("Another program uses the microphone. Close it there and record again.");
  }
  return t("This browser can't record here.");
}

function fileOf(chunks: Blob[], type: string): File {
  const plain = type.split(";")[0] ?? type;
  const clock = new Date().toTimeString().slice(0, 5).replace(":", ".");
  const name = `${t("Voice message {time}", { time: clock })}.${ENDINGS[plain] ?? "webm"}`;
  return new File(chunks, name, { type: plain });
}

type Recording = {
  state: "asking" | "recording" | "done";
  seconds: number;
  /** From 0 to 1. */
  level: number;
  file: File | null;
  url: string | null;
  error: string | null;
};

const NONE: Recording = {
  state: "asking",
  seconds: 0,
  level: 0,
  file: null,
  url: null,
  error: null,
};

/** Records from the microphone as soon as it may, until it is stopped. */
export function useRecording() {
  const [recording, setRecording] = useState(NONE);
  const recorder = useRef<MediaRecorder | null>(null);

  useEffect(() => {
    const change = (fields: Partial<Recording>) => setRecording((held) => ({ ...held, ...fields }));
    const control = new AbortController();
    let url: string | null = null;

    function measure(stream: MediaStream, started: number) {
      const context = new AudioContext();
      const analyser = context.createAnalyser();
      analyser.fftSize = 512;
      context.createMediaStreamSource(stream).connect(analyser);
      const samples = new Uint8Array(analyser.fftSize);
      const timer = setInterval(() => {
        analyser.getByteTimeDomainData(samples);
        const loudest = Math.max(...samples.map((each) => Math.abs(each - 128))) / 128;
        const seconds = (performance.now() - started) / 1000;
        change({ seconds, level: Math.min(1, loudest * 1.6) });
        if (seconds >= LONGEST_S) recorder.current?.stop();
      }, 100);
      return () => {
        clearInterval(timer);
        context.close();
      };
    }

    async function begin() {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const silence = () => {
        for (const track of stream.getTracks()) track.stop();
      };
      if (control.signal.aborted) {
        silence();
        return;
      }
      const type = TYPES.find((each) => MediaRecorder.isTypeSupported(each));
      const mine = new MediaRecorder(stream, type ? { mimeType: type } : {});
      const chunks: Blob[] = [];
      const stopMeasuring = measure(stream, performance.now());
      const end = () => {
        stopMeasuring();
        silence();
      };
      recorder.current = mine;
      mine.ondataavailable = ({ data }) => chunks.push(data);
      mine.onstop = () => {
        end();
        if (control.signal.aborted) return;
        const file = fileOf(chunks, mine.mimeType);
        url = URL.createObjectURL(file);
        change({ state: "done", file, url });
      };
      control.signal.addEventListener("abort", () => {
        if (mine.state !== "inactive") mine.stop();
      });
      mine.start();
      change({ state: "recording" });
    }

    begin().catch((error) => {
      if (!control.signal.aborted) change({ error: microphoneError(error) });
    });
    return () => {
      control.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, []);

  return { ...recording, stop: () => recorder.current?.stop() };
}
