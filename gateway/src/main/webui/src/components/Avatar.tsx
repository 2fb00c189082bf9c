import { hueOf } from "../hue";

/** A person's first letter in a colour of their own. */
export function Avatar({ userId, name, large = false }: { userId: string; name: string; large?: boolean }) {
  return (
    <span
      className={large ? "avatar avatar--large" : "avatar"}
      aria-hidden="true"
      style={{ "--hue": hueOf(userId) } as React.CSSProperties}
    >
      {Array.from(name)[0]?.toUpperCase()}
    </span>
  );
}
