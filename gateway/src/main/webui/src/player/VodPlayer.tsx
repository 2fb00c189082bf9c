import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, type RefObject } from "react";
import { Icon } from "../components/Icon";
import { useI18n } from "../i18n";
import { PictureButtons, PlayAndSound } from "./Buttons";
import { SeekBar } from "./SeekBar";
import { parseSprites } from "./sprite";
import { ownAddress } from "./url";
import { useControls } from "./useControls";
import { useVod, type VodSource } from "./useVod";

interface VodPlayerProps {
  video: RefObject<HTMLVideoElement | null>;
  source: VodSource;
  poster: string | null;
  spriteTrack: string | null;
  /** What the service says; the video itself knows better once it is loaded. */
  durationS: number;
  onFirstPlay: () => void;
  renew: () => Promise<VodSource | null>;
}

const speeds = [0.5, 0.75, 1, 1.25, 1.5, 2];

/** Plays a recording, with everything that one may do to what has happened already. */
export function VodPlayer({ video, source, poster, spriteTrack, durationS, onFirstPlay, renew }: VodPlayerProps) {
  const { t, timecode } = useI18n();
  const frame = useRef<HTMLDivElement>(null);
  const vod = useVod(video, source, renew);
  const [at, setAt] = useState(0);
  const [duration, setDuration] = useState(durationS);
  const [speed, setSpeed] = useState(1);
  const [begun, setBegun] = useState(false);
  const [waiting, setWaiting] = useState(false);

  const seekTo = (second: number) => {
    const element = video.current;
    if (!element) return;
    element.currentTime = Math.min(Math.max(0, second), duration);
    setAt(element.currentTime);
  };

  const togglePlay = () => {
    const element = video.current;
    if (!element) return;
    if (element.paused) void element.play().catch(() => undefined);
    else element.pause();
  };

  const controls = useControls(frame, video, false, {
    togglePlay,
    seek: (seconds) => seekTo((video.current?.currentTime ?? 0) + seconds),
  });

  useEffect(() => {
    if (video.current) video.current.playbackRate = speed;
  }, [video, speed]);

  const sprites = useQuery({
    queryKey: ["sprites", spriteTrack],
    queryFn: async ({ signal }) => {
      const url = new URL(ownAddress(spriteTrack!), location.href).href;
      const answer = await fetch(url, { signal });
      return answer.ok ? parseSprites(await answer.text(), url) : [];
    },
    enabled: spriteTrack !== null && begun,
    staleTime: Infinity,
    retry: false,
  });

  return (
    <section
      className={controls.full ? "player player--full" : "player"}
      ref={frame}
      aria-label={t("player")}
      tabIndex={0}
      onKeyDown={controls.onKeyDown}
    >
      <video
        ref={video}
        className="player__video"
        data-testid="player"
        playsInline
        preload="metadata"
        {...(poster ? { poster } : {})}
        {...controls.handlers}
        onPlaying={() => {
          setWaiting(false);
          if (!begun) onFirstPlay();
          setBegun(true);
        }}
        onWaiting={() => setWaiting(true)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onDurationChange={(event) => {
          const known = event.currentTarget.duration;
          if (Number.isFinite(known) && known > 0) setDuration(known);
        }}
        onClick={togglePlay}
      />
      {vod.failed && (
        <div className="player__holding">
          <div role="alert">
            <p className="player__holding-title">{t("archiveUnplayable")}</p>
            <button type="button" className="button" onClick={vod.retry}>
              {t("retry")}
            </button>
          </div>
        </div>
      )}
      {!begun && !vod.failed && (
        <button type="button" className="player__start" aria-label={t("play")} data-testid="archive-play" onClick={togglePlay}>
          <Icon name="play" />
        </button>
      )}
      {begun && waiting && !controls.paused && !vod.failed && (
        <p className="player__waiting" role="status">
          {t("holdLoading")}
        </p>
      )}
      {begun && (
        <div className="player__bar player__bar--vod">
          <SeekBar at={at} duration={duration} thumbnails={sprites.data ?? []} onSeek={seekTo} />
          <PlayAndSound controls={controls} onTogglePlay={togglePlay} />
          <span className="player__latency" data-testid="archive-position">
            {timecode(at)} / {timecode(duration)}
          </span>
          <select
            className="player__quality"
            aria-label={t("playerSpeed")}
            value={speed}
            onChange={(event) => setSpeed(Number(event.target.value))}
          >
            {speeds.map((value) => (
              <option key={value} value={value}>
                {value}×
              </option>
            ))}
          </select>
          <PictureButtons controls={controls} video={video} />
        </div>
      )}
    </section>
  );
}
