import type { Comment, Link } from "./frames";

export const MESSAGE_LENGTH_MAX = 500;

/** The length as the service counts it: Unicode code points of the trimmed text. */
export function messageLength(text: string): number {
  return Array.from(text.trim()).length;
}

export type Piece =
  | { kind: "text"; text: string }
  | { kind: "link"; text: string; href: string }
  | { kind: "mention"; text: string; username: string };

function httpUrl(text: string): string | null {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/** Plain text with mentions cut out of it: `@name`, for the names that the server recognised. */
function splitMentions(text: string, usernames: readonly string[]): Piece[] {
  if (usernames.length === 0) return [{ kind: "text", text }];
  const byLowerCase = new Map(usernames.map((name) => [name.toLowerCase(), name]));
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(/@([A-Za-z0-9_-]{1,50})/g)) {
    const username = byLowerCase.get(match[1]!.toLowerCase());
    if (username === undefined) continue;
    if (match.index > from) pieces.push({ kind: "text", text: text.slice(from, match.index) });
    pieces.push({ kind: "mention", text: match[0], username });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ kind: "text", text: text.slice(from) });
  return pieces;
}

/** Cuts a message into text, links and mentions; the server's link offsets are checked, never trusted. */
export function pieces(comment: Pick<Comment, "message" | "links" | "mentions">): Piece[] {
  const usernames = (comment.mentions ?? []).map((mention) => mention.username);
  const ranges: Link[] = [...(comment.links ?? [])].sort((a, b) => a.start - b.start);
  const result: Piece[] = [];
  let from = 0;
  for (const { start, end } of ranges) {
    if (!(start >= from && end > start && end <= comment.message.length)) continue;
    const text = comment.message.slice(start, end);
    const href = httpUrl(text);
    if (href === null) continue;
    if (start > from) result.push(...splitMentions(comment.message.slice(from, start), usernames));
    result.push({ kind: "link", text, href });
    from = end;
  }
  if (from < comment.message.length) result.push(...splitMentions(comment.message.slice(from), usernames));
  return result;
}

export function mentionsUser(comment: Pick<Comment, "mentions">, username: string): boolean {
  const wanted = username.toLowerCase();
  return (comment.mentions ?? []).some((mention) => mention.username.toLowerCase() === wanted);
}
