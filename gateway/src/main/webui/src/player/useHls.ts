import type HlsType from "hls.js";
import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import type { Qoe } from "../api/streams";

export interface Quality {
  index: number;
  height: number;
  audioOnly: boolean;
}

export interface Playback {
  qualities: Quality[];
  /** The chosen quality, -1 for automatic. */
  chosen: number;
  /** What plays at the moment. */
  playing: Quality | null;
  latencyS: number | null;
  /** Frames have arrived. */
  started: boolean;
  unsupported: boolean;
  choose(index: number): void;
  jumpToLive(): void;
  qoe(): Qoe | null;
}

const RELOAD_AFTER_MS = 1_500;
const HLS_TYPE = "application/vnd.apple.mpegurl";

/** Two segments behind the newest; after a stall a little further, and where it fell far behind, forward to there at once. */
const LIVE = { lowLatencyMode: true, backBufferLength: 60, liveSyncDurationCount: 2, liveMaxLatencyDurationCount: 6, maxLiveSyncPlaybackRate: 1.05 };

/** Plays a live HLS address in a video element and loads it again for as long as it is wanted. */
export function useHls(video: RefObject<HTMLVideoElement | null>, src: string | null): Playback {
  const hls = useRef<HlsType | null>(null);
  const rebuffers = useRef(0);
  const wanted = useRef(-1);
  const [qualities, setQualities] = useState<Quality[]>([]);
  const [chosen, setChosen] = useState(-1);
  const [playing, setPlaying] = useState<Quality | null>(null);
  const [latencyS, setLatency] = useState<number | null>(null);
  const [started, setStarted] = useState(false);
  const [unsupported, setUnsupported] = useState(false);
  const [round, setRound] = useState(0);

  useEffect(() => {
    const element = video.current;
    if (!element || src === null) return;
    let left = false;
    let reload: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      clearTimeout(reload);
      reload = setTimeout(() => setRound((current) => current + 1), RELOAD_AFTER_MS);
    };

    const attach = async () => {
      const { Hls, workerPath } = await import("./hls");
      if (left) return;
      if (!Hls.isSupported()) {
        if (element.canPlayType(HLS_TYPE) === "") return setUnsupported(true);
        element.src = src;
        element.onerror = again;
        return;
      }
      const player = new Hls({ ...LIVE, workerPath });
      hls.current = player;
      player.on(Hls.Events.MANIFEST_PARSED, () => {
        setQualities(player.levels.map((level, index) => qualityOf(level, index)));
        if (wanted.current < player.levels.length) player.currentLevel = wanted.current;
      });
      player.on(Hls.Events.LEVEL_SWITCHED, (_, { level }) => {
        const current = player.levels[level];
        setPlaying(current ? qualityOf(current, level) : null);
      });
      player.on(Hls.Events.ERROR, (_, error) => {
        if (!error.fatal) return;
        if (error.type === Hls.ErrorTypes.MEDIA_ERROR && error.details !== Hls.ErrorDetails.BUFFER_INCOMPATIBLE_CODECS_ERROR) {
          player.recoverMediaError();
        } else if (error.type === Hls.ErrorTypes.NETWORK_ERROR || error.type === Hls.ErrorTypes.MUX_ERROR) {
          again();
        } else {
          setUnsupported(true);
        }
      });
      player.loadSource(src);
      player.attachMedia(element);
    };
    void attach().catch(again);

    const onWaiting = () => {
      rebuffers.current += 1;
    };
    const onPlaying = () => setStarted(true);
    element.addEventListener("waiting", onWaiting);
    element.addEventListener("playing", onPlaying);
    const clock = setInterval(() => {
      const latency = hls.current?.latency;
      setLatency(latency !== undefined && latency > 0 ? latency : null);
    }, 1_000);
    return () => {
      left = true;
      clearTimeout(reload);
      clearInterval(clock);
      element.removeEventListener("waiting", onWaiting);
      element.removeEventListener("playing", onPlaying);
      element.onerror = null;
      hls.current?.destroy();
      hls.current = null;
    };
  }, [video, src, round]);

  const choose = useCallback((index: number) => {
    wanted.current = index;
    setChosen(index);
    if (hls.current) hls.current.nextLevel = index;
  }, []);

  const jumpToLive = useCallback(() => {
    const element = video.current;
    if (!element) return;
    const { seekable } = element;
    const live = hls.current?.liveSyncPosition ?? (seekable.length > 0 ? seekable.end(seekable.length - 1) - 1 : null);
    if (live !== null) element.currentTime = live;
    void element.play().catch(() => undefined);
  }, [video]);

  const qoe = useCallback((): Qoe | null => {
    const element = video.current;
    const player = hls.current;
    if (!element || !player) return null;
    return {
      bitrate_kbps: Math.round((player.levels[player.currentLevel]?.bitrate ?? 0) / 1000),
      rebuffer_count: rebuffers.current,
      dropped_frames: element.getVideoPlaybackQuality().droppedVideoFrames,
      latency_ms: Math.round((player.latency || 0) * 1000),
    };
  }, [video]);

  return { qualities, chosen, playing, latencyS, started, unsupported, choose, jumpToLive, qoe };
}

function qualityOf(level: { height: number; videoCodec: string | undefined; audioCodec: string | undefined }, index: number): Quality {
  const audioOnly = !level.height && level.videoCodec === undefined && level.audioCodec !== undefined;
  return { index, height: level.height, audioOnly };
}
