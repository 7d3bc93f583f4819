import { cleanup, renderHook } from "@testing-library/react";
import { createElement, type ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import { DeskContext } from "../src/app/context";
import { useIdle } from "../src/presence/useIdle";
import { useMuted, useRing } from "../src/routing/sound";
import type { DeskActions } from "../src/state/actions";
import { EMPTY_DESK } from "../src/state/desk";
import { aMe } from "./builders";

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ now: Date.parse("2026-03-10T12:00:00Z") });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("nobody at the screen", () => {
  function watch(away_minutes: number | null, me = aMe()) {
    const setAvailability = vi.fn();
    const workload = { limit: null, weights: {}, idle_minutes: null, away_minutes };
    const store = createStore(() => ({ ...EMPTY_DESK, me, rules: { workload } }));
    const desk = { store, setAvailability } as unknown as DeskActions;
    renderHook(useIdle, {
      wrapper: ({ children }: { children: ReactNode }) =>
        createElement(DeskContext, { value: desk }, children),
    });
    return setAvailability;
  }
  const minutes = (count: number) => vi.advanceTimersByTime(count * 60_000);

  test("for as long as the company allows sets the agent away, by a rule", () => {
    const setAvailability = watch(10);
    minutes(9);
    expect(setAvailability).not.toHaveBeenCalled();
    minutes(2);
    expect(setAvailability).toHaveBeenCalledWith({ status: "away", automatic: true });
  });

  test("is not said while keys are pressed, here or in another window", () => {
    const setAvailability = watch(10);
    minutes(8);
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));
    minutes(8);
    // Another window of the same browser keeps the moment in the same place.
    localStorage.setItem("switchboard-seen", String(Date.now()));
    minutes(8);
    expect(setAvailability).not.toHaveBeenCalled();
  });

  test("is no matter where the company allows it, or the agent is away already", () => {
    const never = watch(null);
    const away = watch(10, aMe({ availability: "away" }));
    minutes(60);
    expect(never).not.toHaveBeenCalled();
    expect(away).not.toHaveBeenCalled();
  });
});

describe("the sound of an offer", () => {
  const tones = vi.fn();
  const param = {
    setValueAtTime() {},
    linearRampToValueAtTime() {},
    exponentialRampToValueAtTime() {},
  };
  class FakeAudio {
    state = "suspended";
    currentTime = 0;
    destination = {};
    async resume() {
      this.state = "running";
    }
    createOscillator() {
      const tone = { frequency: {}, connect: (next: unknown) => next, start: tones, stop() {} };
      return tone;
    }
    createGain() {
      return { gain: param, connect: (next: unknown) => next };
    }
  }
  beforeEach(() => {
    tones.mockClear();
    vi.stubGlobal("AudioContext", FakeAudio);
  });
  afterEach(() => vi.unstubAllGlobals());

  test("comes only after the browser allows it, and again while the offer stands", async () => {
    const { rerender } = renderHook(({ rings }) => useRing(rings), {
      initialProps: { rings: true },
    });
    await vi.advanceTimersByTimeAsync(3000);
    expect(tones).not.toHaveBeenCalled();

    document.dispatchEvent(new Event("pointerdown"));
    await vi.advanceTimersByTimeAsync(6000);
    expect(tones).toHaveBeenCalledTimes(4);

    rerender({ rings: false });
    await vi.advanceTimersByTimeAsync(6000);
    expect(tones).toHaveBeenCalledTimes(4);
  });

  test("stays away where it is muted", async () => {
    renderHook(() => useRing(true));
    const { result } = renderHook(useMuted);
    document.dispatchEvent(new Event("pointerdown"));
    result.current[1](true);
    expect(localStorage.getItem("switchboard-mute")).toBe("true");
    cleanup();
    await vi.advanceTimersByTimeAsync(0);
    tones.mockClear();

    renderHook(() => useRing(true));
    await vi.advanceTimersByTimeAsync(9000);
    expect(tones).not.toHaveBeenCalled();
  });
});
