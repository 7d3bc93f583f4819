/** Time that a test lets pass: what waits need not be waited for. */
import { act } from "@testing-library/react";
import { onTestFinished, vi } from "vitest";

/** From here on time is the test's; it still goes on by itself, as the library's waiting needs. */
export function passTime() {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

export const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));
