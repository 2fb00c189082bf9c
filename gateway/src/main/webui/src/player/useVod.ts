import type HlsType from "hls.js";
import { useEffect, useRef, useState, type RefObject } from "react";

export interface VodSource {
  hls: string;
  /** For browsers that play no HLS. */
  mp4: string;
}

const RELOAD_AFTER_MS = 1_500;
const FAILURES_MAX = 5;
const HLS_TYPE = "application/vnd.apple.mpegurl";

/**
 * Plays a recording. Its links expire: when it can't be loaded any more, the recording is asked for anew and goes on
 * where it stopped.
 */
export function useVod(
  video: RefObject<HTMLVideoElement | null>,
  initial: VodSource,
  renew: () => Promise<VodSource | null>,
): { failed: boolean; retry(): void } {
  const source = useRef(initial);
  const renewing = useRef(renew);
  const failures = useRef(0);
  const resume = useRef({ at: 0, playing: false });
  const [round, setRound] = useState(0);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    renewing.current = renew;
  }, [renew]);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    let left = false;
    let hls: HlsType | null = null;
    let reload: ReturnType<typeof setTimeout> | undefined;
    const { at: resumeAt, playing: wasPlaying } = resume.current;

    const again = () => {
      if (left || reload !== undefined) return;
      failures.current += 1;
      // To be remembered before the player lets go of the element, which forgets both.
      if (element.currentTime > 0) resume.current = { at: element.currentTime, playing: !element.paused };
      if (failures.current > FAILURES_MAX) return setFailed(true);
      reload = setTimeout(() => {
        void renewing
          .current()
          .then((fresh) => {
            if (fresh) source.current = fresh;
          })
          .catch(() => undefined)
          .finally(() => {
            if (!left) setRound((current) => current + 1);
          });
      }, RELOAD_AFTER_MS);
    };

    const attach = async () => {
      const { Hls, workerPath } = await import("./hls");
      if (left) return;
      if (!Hls.isSupported()) {
        element.src = element.canPlayType(HLS_TYPE) === "" ? source.current.mp4 : source.current.hls;
        element.currentTime = resumeAt;
        element.onerror = again;
      } else {
        hls = new Hls({ workerPath, startPosition: resumeAt > 0 ? resumeAt : -1 });
        hls.on(Hls.Events.ERROR, (_, error) => {
          if (!error.fatal) return;
          if (error.type === Hls.ErrorTypes.MEDIA_ERROR) hls?.recoverMediaError();
          else again();
        });
        hls.loadSource(source.current.hls);
        hls.attachMedia(element);
      }
      if (wasPlaying) void element.play().catch(() => undefined);
    };
    void attach().catch(again);

    const onPlaying = () => {
      failures.current = 0;
    };
    element.addEventListener("playing", onPlaying);
    return () => {
      left = true;
      clearTimeout(reload);
      element.removeEventListener("playing", onPlaying);
      element.onerror = null;
      hls?.destroy();
    };
  }, [video, round]);

  return {
    failed,
    retry: () => {
      failures.current = 0;
      setFailed(false);
      setRound((current) => current + 1);
    },
  };
}
