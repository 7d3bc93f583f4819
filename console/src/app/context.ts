import { createContext, useContext } from "react";
import { useStore } from "zustand";
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
