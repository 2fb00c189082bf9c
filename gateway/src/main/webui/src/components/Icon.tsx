const paths = {
  play: "M8 5.5v13l11-6.5z",
  pause: "M7 5h4v14H7zM13 5h4v14h-4z",
  sound: "M4 9v6h4l5 4V5L8 9zM16 8.5a5 5 0 0 1 0 7M18.5 6a8.5 8.5 0 0 1 0 12",
  muted: "M4 9v6h4l5 4V5L8 9zM17 9.5l5 5M22 9.5l-5 5",
  fullscreen: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  window: "M3 5h18v14H3zM12 12h7v5h-7z",
  reply: "M9 7L4 12l5 5M4 12h9a7 7 0 0 1 7 7",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12L20 4l-5 16-3.5-6.5z",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6",
  menu: "M4 7h16M4 12h16M4 17h16",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16M12 8v4l3 2",
  pin: "M9 4h6l-1 6 3 3v2H7v-2l3-3zM12 15v5",
  camera: "M3 7h12v10H3zM15 11l6-3.5v9L15 13",
  down: "M6 9l6 6 6-6",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5a2 2 0 0 0 4 0",
  heart: "M12 20S4 14.8 4 9.2A4.2 4.2 0 0 1 12 7a4.2 4.2 0 0 1 8 2.2C20 14.8 12 20 12 20z",
  gift: "M4 11h16v9H4zM3 7.5h18V11H3zM12 7.5V20M12 7.5S7.5 7.5 7.5 5.2 11 3.5 12 7.5c1-4 4.5-4.3 4.5-2.3S12 7.5 12 7.5z",
  calendar: "M4 6h16v14H4zM4 10h16M8 3.5V7.5M16 3.5V7.5",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  repeat: "M4 11V9a3 3 0 0 1 3-3h12M16 3l3 3-3 3M20 13v2a3 3 0 0 1-3 3H5M8 21l-3-3 3-3",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  shield: "M12 3l7 3v6c0 4-3 7-7 9-4-2-7-5-7-9V6z",
  money: "M3 6h18v12H3zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6M6 9v6M18 9v6",
} as const;

const filled = new Set<IconName>(["play", "pause"]);

export type IconName = keyof typeof paths;

/** A picture beside a text or inside a labelled control; it says nothing by itself. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={filled.has(name) ? "icon icon--filled" : "icon"} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
