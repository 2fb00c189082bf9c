import type { Stream } from "../api/types";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The playlist's address; one that names this machine by another of its loopback names is asked of the page's own. */
export function playbackUrl(stream: Stream, page: Pick<Location, "href" | "hostname"> = location): string | null {
  const address = stream.playback?.hls_url;
  if (!address) return null;
  const url = new URL(address, page.href);
  if (loopback.has(url.hostname) && loopback.has(page.hostname)) return url.pathname + url.search;
  return url.href;
}
