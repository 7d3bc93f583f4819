/** Which square of a picture is kept. */

export const SIDE = 512;
export const MOST_ZOOM = 4;

/** `x` and `y`: where the middle of the square is, as shares of the picture; `zoom` from 1 on. */
export type View = { x: number; y: number; zoom: number };
export type Size = { width: number; height: number };

const within = (value: number, least: number, most: number) =>
  Math.min(Math.max(value, least), most);

/** Never beyond the picture's edges. */
export function bounded({ x, y, zoom }: View, { width, height }: Size): View {
  const near = within(zoom, 1, MOST_ZOOM);
  const half = Math.min(width, height) / near / 2;
  return {
    x: within(x, half / width, 1 - half / width),
    y: within(y, half / height, 1 - half / height),
    zoom: near,
  };
}

/** The square in the picture's own pixels. */
export function square(view: View, size: Size): { left: number; top: number; side: number } {
  const { x, y, zoom } = bounded(view, size);
  const side = Math.min(size.width, size.height) / zoom;
  return { left: x * size.width - side / 2, top: y * size.height - side / 2, side };
}

/** That square as a file, 512 px on each side. */
export async function cropped(picture: HTMLImageElement, view: View): Promise<File> {
  const size = { width: picture.naturalWidth, height: picture.naturalHeight };
  const { left, top, side } = square(view, size);
  const canvas = document.createElement("canvas");
  canvas.width = SIDE;
  canvas.height = SIDE;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser can't cut pictures.");
  // What was transparent would be black in a JPEG.
  pen.fillStyle = "white";
  pen.fillRect(0, 0, SIDE, SIDE);
  pen.drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.9));
  if (!blob) throw new Error("This picture could not be cut.");
  return new File([blob], "photo.jpg", { type: "image/jpeg" });
}
