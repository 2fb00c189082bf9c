/** Milliseconds to wait after so many losses in a row: anywhere between the least and a bound that doubles, so that clients come back apart. */
export function pauseAfter(losses: number, random: () => number, minMs: number, maxMs: number): number {
  const ceiling = Math.min(maxMs, minMs * 2 ** losses);
  return minMs + random() * (ceiling - minMs);
}
