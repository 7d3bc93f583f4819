import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { t } from "../../i18n/t";
import { FormDialog } from "../../ui/FormDialog";
import { bounded, cropped, MOST_ZOOM, type Size, square, type View } from "./crop";
import styles from "./profile.module.css";

type Props = { file: File; use: (photo: File) => Promise<void>; close: () => void };

/** In pixels, as the style sheet has it. */
const FRAME = 240;
const STEP = 0.02;

/** Cuts a square out of a picture: drag it, or move it with the arrow keys. */
export function CropDialog({ file, use, close }: Props) {
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  const picture = useRef<HTMLImageElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  const [view, setView] = useState<View>({ x: 0.5, y: 0.5, zoom: 1 });
  const [broken, setBroken] = useState(false);

  useEffect(() => () => URL.revokeObjectURL(url), [url]);

  const cut = size && square(view, size);
  const scale = cut ? FRAME / cut.side : 1;
  const show = (next: View) => size && setView(bounded(next, size));

  function drag(event: PointerEvent) {
    if (event.buttons !== 1 || !size) return;
    const { x, y, zoom } = view;
    show({
      x: x - event.movementX / (size.width * scale),
      y: y - event.movementY / (size.height * scale),
      zoom,
    });
  }

  function onKey(event: KeyboardEvent) {
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [-STEP, 0],
      ArrowRight: [STEP, 0],
      ArrowUp: [0, -STEP],
      ArrowDown: [0, STEP],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    show({ ...view, x: view.x + step[0], y: view.y + step[1] });
  }

  return (
    <FormDialog
      title={t("Your photo")}
      verb={t("Use photo")}
      refusal={
        broken
          ? t("This file can't be shown as a picture")
          : size
            ? null
            : t("The picture is opened")
      }
      submit={async () => {
        if (picture.current) await use(await cropped(picture.current, view));
      }}
      close={close}
    >
      {broken ? (
        <p role="alert">
          {t("This browser can't show that file. Choose a JPEG, PNG or WebP picture.")}
        </p>
      ) : (
        <>
          <button
            type="button"
            className={styles.frame}
            aria-label={t("Picture; move it with the arrow keys")}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={drag}
            onKeyDown={onKey}
          >
            <img
              ref={picture}
              src={url}
              alt=""
              draggable={false}
              onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
                setSize({ width, height })
              }
              onError={() => setBroken(true)}
              style={
                cut && size
                  ? {
                      width: size.width * scale,
                      height: size.height * scale,
                      translate: `${-cut.left * scale}px ${-cut.top * scale}px`,
                    }
                  : { visibility: "hidden" }
              }
            />
          </button>
          <label className={styles.zoom}>
            <span>{t("Zoom")}</span>
            <input
              type="range"
              min={1}
              max={MOST_ZOOM}
              step={0.05}
              value={view.zoom}
              onChange={({ target }) => show({ ...view, zoom: Number(target.value) })}
            />
          </label>
        </>
      )}
    </FormDialog>
  );
}
