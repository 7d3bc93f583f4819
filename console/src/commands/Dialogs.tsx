/** Whatever stands above the desk; loaded when the first of them is opened. */
import { lazy, Suspense } from "react";
import { useActions } from "../app/context";
import { FilterPicker, SortPicker } from "../inboxes/ListPickers";
import { SaveView } from "../inboxes/SaveView";
import { SendMessage } from "../send/SendMessage";
import { ActionsPicker } from "./ActionsPicker";
import { AssignPicker } from "./AssignPicker";
import { CommandBar } from "./CommandBar";
import type { Command } from "./commands";
import { DeleteDialog } from "./DeleteDialog";
import { DispositionPicker } from "./DispositionPicker";
import type { Dialog } from "./dialogs";
import { EndingPicker } from "./EndingPicker";
import { HelpDialog } from "./HelpDialog";
import { InvitePicker } from "./InvitePicker";
import { LabelPicker } from "./LabelPicker";
import { MacroPicker } from "./MacroPicker";
import { MergePicker } from "./MergePicker";
import { PriorityPicker } from "./PriorityPicker";
import { RestrictPicker } from "./RestrictPicker";
import { SnoozePicker } from "./SnoozePicker";
import { Summarising } from "./Summarising";
import { TranscriptDialog } from "./TranscriptDialog";
import { TransferPicker } from "./TransferPicker";

const ZoomOut = lazy(() => import("../insight/ZoomOut"));

export type PickerProps = {
  ids: readonly string[];
  anchor: DOMRect | undefined;
  close: () => void;
};

type Props = { dialog: Dialog; commands: readonly Command[] };

const PICKERS = {
  actions: ActionsPicker,
  assign: AssignPicker,
  transfer: TransferPicker,
  invite: InvitePicker,
  ending: EndingPicker,
  label: LabelPicker,
  snooze: SnoozePicker,
  disposition: DispositionPicker,
  priority: PriorityPicker,
  macro: MacroPicker,
  merge: MergePicker,
  restrict: RestrictPicker,
  delete: DeleteDialog,
  transcript: TranscriptDialog,
  "zoom-out": ZoomOut,
  summary: Summarising,
};

export default function Dialogs({ dialog, commands }: Props) {
  const desk = useActions();
  const close = () => desk.show(null);
  switch (dialog.kind) {
    case "commands":
      return <CommandBar commands={commands} close={close} />;
    case "help":
      return <HelpDialog commands={commands} close={close} />;
    case "new-chat":
      return (
        <SendMessage
          contact_id={dialog.contact_id}
          address={dialog.address}
          channel_kind={dialog.channel_kind}
          close={close}
        />
      );
    case "save-view":
      return <SaveView close={close} />;
    case "filter":
      return <FilterPicker anchor={dialog.anchor} close={close} />;
    case "sort":
      return <SortPicker anchor={dialog.anchor} close={close} />;
    default: {
      const Chosen = PICKERS[dialog.kind];
      return (
        <Suspense>
          <Chosen ids={dialog.ids} anchor={dialog.anchor} close={close} />
        </Suspense>
      );
    }
  }
}
