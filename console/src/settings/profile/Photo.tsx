import { ImageUp, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import type { Me } from "../../api/people-types";
import { messageOf } from "../../api/problem";
import { useActions } from "../../app/context";
import { t } from "../../i18n/t";
import { Button } from "../../ui/Button";
import { useAttempt } from "../channels/useAttempt";
import { Face } from "../people/Face";
import common from "../Settings.module.css";
import { usePeopleApi } from "../usePeopleApi";
import { CropDialog } from "./CropDialog";
import styles from "./profile.module.css";

const TYPES = "image/jpeg,image/png,image/webp,image/gif,image/avif";

/** One's photo: chosen, cut to a square, and taken away again. */
export function Photo({ me }: { me: Me }) {
  const api = usePeopleApi();
  const desk = useActions();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<File | null>(null);
  const { busy, failure, run } = useAttempt();

  async function upload(file: File) {
    const facts = { name: file.name, mime_type: file.type, size: file.size };
    const { attachment, upload: form } = await desk.api.newAttachment(facts);
    await desk.api.sendFile(form, file, () => {}, new AbortController().signal);
    desk.store.setState({ me: await api.setPhoto(attachment.id) });
    setChosen(null);
  }

  const remove = () =>
    run(async () => {
      await api.removePhoto();
      desk.store.setState({ me: { ...me, photo_url: null } });
    });

  return (
    <div className={styles.photo}>
      <Face user={me} size={72} />
      <div>
        <p className={common.buttons}>
          <Button icon={<ImageUp />} onClick={() => input.current?.click()}>
            {me.photo_url ? t("Change photo") : t("Choose a photo")}
          </Button>
          {me.photo_url && (
            <Button tone="ghost" icon={<Trash2 />} disabled={busy} onClick={remove}>
              {t("Remove")}
            </Button>
          )}
        </p>
        <p className={common.hint}>
          {t("Colleagues and customers see it. You cut it to a square.")}
        </p>
        {failure !== null && (
          <p className={common.failure} role="alert">
            {messageOf(failure)}
          </p>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept={TYPES}
        hidden
        aria-label={t("Photo")}
        data-testid="photo"
        onChange={({ target }) => {
          setChosen(target.files?.[0] ?? null);
          target.value = "";
        }}
      />
      {chosen && <CropDialog file={chosen} use={upload} close={() => setChosen(null)} />}
    </div>
  );
}
