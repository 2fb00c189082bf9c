import type { Stream } from "../api/types";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

type PageAddress = Pick<Location, "href" | "hostname">;

/** An address of the suite; one that names this machine by another of its loopback names is asked of the page's own. */
export function ownAddress(address: string, page: PageAddress = location): string {
  const url = new URL(address, page.href);
  if (loopback.has(url.hostname) && loopback.has(page.hostname)) return url.pathname + url.search;
  return url.href;
}

/** The playlist's address. */
export function playbackUrl(stream: Stream, page: PageAddress = location): string | null {
  const address = stream.playback?.hls_url;
  return address ? ownAddress(address, page) : null;
}
