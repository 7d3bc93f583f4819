/** Line icons on a 24 px grid, drawn in the colour of the text around them. */

const icon = (path: string, className?: string) => () => (
  <svg viewBox="0 0 24 24" aria-hidden="true" class={className}>
    <path d={path} />
  </svg>
);

export const SendIcon = icon("M12 19V5m-6 6 6-6 6 6");
export const DownIcon = icon("M12 5v14m-6-6 6 6 6-6");
export const CloseIcon = icon("M6 6l12 12M18 6 6 18");
