/** Line icons on a 24 px grid, drawn in the colour of the text around them. */

const icon = (path: string, className?: string) => () => (
  <svg viewBox="0 0 24 24" aria-hidden="true" class={className}>
    <path d={path} />
  </svg>
);

export const SendIcon = icon("M12 19V5m-6 6 6-6 6 6");
export const DownIcon = icon("M12 5v14m-6-6 6 6 6-6");
export const CloseIcon = icon("M6 6l12 12M18 6 6 18");
export const BackIcon = icon("m14 6-6 6 6 6");
export const HelpIcon = icon(
  "M12 7v13m0-13a4 4 0 0 0-4-3H3v13h6a3 3 0 0 1 3 3 3 3 0 0 1 3-3h6V4h-5a4 4 0 0 0-4 3",
);
export const ClipIcon = icon(
  "m20 11.5-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6",
);
export const FileIcon = icon("M14 3H6v18h12V7zM14 3v4h4");
