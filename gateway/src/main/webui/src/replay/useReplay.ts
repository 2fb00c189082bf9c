import { useEffect, useMemo, useState, useSyncExternalStore, type RefObject } from "react";
import { replay, type ReplayItem } from "../api/archives";
import { ReplayTrack } from "./track";

export interface Replay {
  items: ReplayItem[];
  state: "loading" | "failed" | "here";
}

/** The chat as it stood at the place where the video is, while it plays and when it is moved. */
export function useReplay(archiveId: string, durationS: number, video: RefObject<HTMLVideoElement | null>): Replay {
  const track = useMemo(
    () => new ReplayTrack(durationS, (fromS, toS, cursor) => replay(archiveId, fromS, toS, cursor)),
    [archiveId, durationS],
  );
  const version = useSyncExternalStore(track.subscribe, track.getVersion);
  const [position, setPosition] = useState(0);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const look = () => {
      track.at(element.currentTime);
      setPosition(element.currentTime);
    };
    look();
    for (const event of ["timeupdate", "seeking", "seeked"]) element.addEventListener(event, look);
    // A part that could not be had is asked for again, also while the video stands still.
    const timer = setInterval(look, 2_000);
    return () => {
      for (const event of ["timeupdate", "seeking", "seeked"]) element.removeEventListener(event, look);
      clearInterval(timer);
    };
  }, [track, video]);

  const items = useMemo(() => track.shown(position), [track, position, version]);
  return { items, state: track.state(position) };
}
