/** Colleagues: who they are, how they are, and who was asked to join. */
import { useEffect } from "react";
import { useActions } from "../../app/context";
import { usePlace } from "../../app/routes";
import { PeopleList } from "./PeopleList";
import { PersonPage } from "./PersonPage";

export default function PeopleSettings() {
  const desk = useActions();
  const { place } = usePlace();
  const [id] = place.within;

  useEffect(() => {
    desk.loadTeams();
  }, [desk]);

  return id ? <PersonPage key={id} id={id} /> : <PeopleList />;
}
