/** What can go wrong between the console and the API, in words that can be shown to people. */
import type { Person, ProblemBody } from "@switchboard/protocol";
import { t } from "../i18n/t";

type Facts = { winner?: Person; user_ids?: string[]; missing?: string[] };

/** The API refused, and said why (RFC 9457). */
export class Problem extends Error {
  override name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly errors: { field: string; message: string }[];
  readonly winner: Person | null;
  /** Whom it is about, where the refusal names people. */
  readonly userIds: string[];
  /** What has to be said first, where the refusal asks for it. */
  readonly missing: string[];

  constructor(body: Partial<ProblemBody> & { status: number } & Facts) {
    super(body.detail || body.title || t("Something went wrong. Try again in a moment."));
    this.status = body.status;
    this.code = body.code ?? "unknown";
    this.errors = body.errors ?? [];
    this.winner = body.winner ?? null;
    this.userIds = body.user_ids ?? [];
    this.missing = body.missing ?? [];
  }
}

/** No answer came: the network, or the service behind it, is away. */
export class Unreachable extends Error {
  override name = "Unreachable";

  constructor() {
    super(t("Switchboard can't be reached. Check your connection and try again."));
  }
}

/** The session is over; only signing in again helps. */
export class SignedOut extends Error {
  override name = "SignedOut";

  constructor() {
    super(t("Your session has ended. Sign in again to continue."));
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : t("Something went wrong. Try again in a moment.");
}

/** The API's message for one form field, when it gave one. */
export function fieldError(error: unknown, field: string): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  return error.errors.find((each) => each.field === field)?.message;
}
