/** The calls of the admin pages, which come when they are wanted. */
import { useMemo } from "react";
import { createPeopleApi, type PeopleApi } from "../api/people-api";
import { useAsk } from "../app/context";

export function usePeopleApi(): PeopleApi {
  const ask = useAsk();
  return useMemo(() => createPeopleApi(ask), [ask]);
}
