import type { RewriteStyle } from "@switchboard/protocol";
import { Feather, Landmark, Languages, Scissors, SpellCheck } from "lucide-react";
import { t } from "../i18n/t";
import { COMMON, languageName, sameLanguage } from "../text/languages";
import { Menu, type MenuItem } from "../ui/Menu";
import { Picker } from "../ui/Picker";

type Props = {
  /** Which language is asked for once translating is chosen. */
  kind: "rewrite" | "language";
  anchor: DOMRect;
  /** What the customer writes in, where that is known: the first to choose. */
  theirs: string | null;
  own: string;
  rewrite: (style: RewriteStyle, language?: string) => void;
  languages: () => void;
  close: () => void;
};

/** How a draft can be said differently. */
export default function RewriteMenu(props: Props) {
  const { kind, anchor, theirs, own, rewrite, languages, close } = props;
  if (kind === "language") {
    const others = COMMON.filter((tag) => !theirs || !sameLanguage(tag, theirs));
    const whose = (tag: string) =>
      tag === theirs ? t("The customer's") : sameLanguage(tag, own) ? t("Yours") : undefined;
    return (
      <Picker
        label={t("Translate what you wrote")}
        placeholder={t("Translate to…")}
        options={[...(theirs ? [theirs] : []), ...others].map((tag) => ({
          id: tag,
          name: languageName(tag),
          fact: whose(tag),
        }))}
        choose={({ id }) => {
          close();
          rewrite("translate", id);
        }}
        close={close}
        anchor={anchor}
      />
    );
  }
  const item = (
    id: RewriteStyle,
    name: string,
    icon: MenuItem["icon"],
    run?: () => void,
  ): MenuItem => ({
    id: `rewrite-${id}`,
    name,
    icon,
    run: run ?? (() => rewrite(id)),
  });
  const items = [
    item("shorter", t("Shorter"), <Scissors />),
    item("friendlier", t("Friendlier"), <Feather />),
    item("formal", t("More formal"), <Landmark />),
    item("grammar", t("Fix spelling and grammar"), <SpellCheck />),
    item("translate", t("Translate…"), <Languages />, languages),
  ];
  return <Menu label={t("Rewrite")} items={items} anchor={anchor} close={close} />;
}
