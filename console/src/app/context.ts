import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Ask } from "../api/http";
import type { DeskActions } from "../state/actions";
import type { Desk } from "../state/desk";

export const DeskContext = createContext<DeskActions | null>(null);

export function useActions(): DeskActions {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("This part of the console stands outside of the desk.");
  return desk;
}

export function useDesk<Part>(select: (desk: Desk) => Part): Part {
  return useStore(useActions().store, select);
}

/** How the API is asked by what loads later than the desk, and brings its own calls along. */
export const AskContext = createContext<Ask | null>(null);

export function useAsk(): Ask {
  const ask = useContext(AskContext);
  if (!ask) throw new Error("This part of the console can't ask the API.");
  return ask;
}
