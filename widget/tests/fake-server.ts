/** A server in memory that speaks the widget's REST and socket contract, and can be made to misbehave. */
import type { Event } from "@switchboard/protocol";
import { vi } from "vitest";
import { aVisit, received } from "./builders";

export const API = "https://api.test/v1";

export class FakeSocket {
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: () => void;
  readonly sent: string[] = [];

  constructor(readonly url: string) {}

  send(data: string): void {
    this.sent.push(data);
  }

  close(): void {
    this.onclose?.();
  }

  tell(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

interface Call {
  method: string;
  path: string;
  token: string | null;
  body: Record<string, string>;
}

/** A refusal with a status, one that passes, or no answer at all. */
type Misbehaviour = "network" | "being_scanned" | number;

export class FakeServer {
  timeline: Event[] = [];
  readonly calls: Call[] = [];
  readonly sockets: FakeSocket[] = [];
  /** What the next calls to a path do instead of answering, in order. */
  readonly trouble: { path: string; kind: Misbehaviour }[] = [];
  contactId = "ctc_1";
  /** How far each side has read. */
  agentRead = 0;
  customerRead = 0;
  /** How many entries one answer looks through, of which it may show fewer: internal ones are skipped. */
  looksThrough = Number.POSITIVE_INFINITY;
  /** Seqs that no visitor sees. */
  readonly internal = new Set<number>();
  /** How long an answer to a path travels, in milliseconds. */
  readonly travel: Record<string, number> = {};
  private tokens = 0;

  constructor() {
    vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
      const answer = this.answer(url, init);
      const time = Object.entries(this.travel).find(([path]) => url.startsWith(API + path));
      if (time) await new Promise((arrive) => setTimeout(arrive, time[1]));
      return answer;
    });
    const { sockets } = this;
    vi.stubGlobal(
      "WebSocket",
      class extends FakeSocket {
        constructor(url: string) {
          super(url);
          sockets.push(this);
        }
      },
    );
  }

  get validToken(): string {
    return `token-${this.tokens}`;
  }

  get socket(): FakeSocket {
    return this.sockets.at(-1) as FakeSocket;
  }

  expireTokens(): void {
    this.tokens++;
  }

  fail(path: string, ...kinds: Misbehaviour[]): void {
    this.trouble.push(...kinds.map((kind) => ({ path, kind })));
  }

  sentTo(path: string): Call[] {
    return this.calls.filter((call) => call.path.startsWith(path));
  }

  get texts(): (string | undefined)[] {
    return this.sentTo("/widget/messages").map((call) => call.body.text);
  }

  private async answer(url: string, init: RequestInit): Promise<Response> {
    const path = url.slice(API.length);
    const token = new Headers(init.headers).get("authorization")?.replace("Bearer ", "") ?? null;
    const body = init.body ? JSON.parse(init.body as string) : {};
    this.calls.push({ method: init.method ?? "GET", path, token, body });
    const index = this.trouble.findIndex((trouble) => path.startsWith(trouble.path));
    if (index >= 0) {
      const [trouble] = this.trouble.splice(index, 1);
      if (trouble?.kind === "network") throw new TypeError("Failed to fetch");
      if (trouble?.kind === "being_scanned") return problem(409, "being_scanned");
      return problem(trouble?.kind as number);
    }
    if (path.endsWith("/sessions")) {
      this.tokens++;
      return json(201, aVisit(this.validToken, this.contactId));
    }
    if (token !== this.validToken) return problem(401);
    if (path === "/widget/tickets") return json(201, { ticket: "t", url: "wss://ws.test" });
    if (path === "/widget/messages") return json(201, this.store(body));
    if (path === "/widget/attachments") return this.offer(body);
    if (path.includes("/attachments/"))
      return json(200, { url: `https://files.test${path}`, expires_in: 300 });
    if (path === "/widget/read") {
      this.customerRead = Number(body.up_to);
      return new Response(null, { status: 204 });
    }
    return json(200, this.page(new URL(url).searchParams));
  }

  private store({ text, client_id }: Record<string, string>): Event {
    const known = this.timeline.find(
      (event) => event.type === "message.received" && event.data.client_id === client_id,
    );
    if (known) return known;
    const event = received((this.timeline.at(-1)?.seq ?? 0) + 1, text, client_id);
    this.timeline.push(event);
    return event;
  }

  private offer({ name = "", mime_type = "", size }: Record<string, string>): Response {
    if (name.endsWith(".exe")) {
      const detail = `${name} cannot be sent: allowed are images`;
      return json(422, {
        type: "/problems/refused",
        title: "Refused",
        status: 422,
        code: "refused",
        detail,
      });
    }
    const id = `att_${name}`;
    const kind = mime_type.startsWith("image/") ? "image" : "file";
    const attachment = { id, name, mime_type, size: Number(size), kind };
    return json(201, { attachment, upload: { url: "https://files.test/", fields: { key: id } } });
  }

  private page(query: URLSearchParams) {
    const limit = Number(query.get("limit"));
    const after = query.get("after_seq");
    const id = this.timeline.at(-1)?.conversation_id;
    const status = "open";
    const { agentRead: agent_read_seq, customerRead: customer_read_seq } = this;
    const conversation = id ? { id, status, agent_read_seq, customer_read_seq } : null;
    const timeline = this.timeline.filter((event) => event.conversation_id === id);
    if (after !== null) {
      const most = Math.min(limit, this.looksThrough);
      const later = timeline.filter((event) => event.seq > Number(after));
      const looked = later.slice(0, most);
      const items = looked.filter((event) => !this.internal.has(event.seq));
      const next_cursor = later.length > most ? String(looked.at(-1)?.seq) : null;
      return { items, next_cursor, conversation };
    }
    const before = Number(query.get("before") ?? Number.POSITIVE_INFINITY);
    const earlier = timeline.filter((event) => event.seq < before);
    const items = earlier.slice(-limit);
    const next_cursor = earlier.length > limit ? String(items[0]?.seq) : null;
    return { items, next_cursor, conversation };
  }
}

const json = (status: number, body: object) => new Response(JSON.stringify(body), { status });

const problem = (status: number, code = "test") =>
  json(status, { type: `/problems/${code}`, status, code, detail: `refused with ${status}` });
