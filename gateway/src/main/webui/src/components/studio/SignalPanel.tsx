import type { ReactNode } from "react";
import type { MediaState } from "../../api/types";
import { useI18n, type I18n } from "../../i18n";
import { adviceText, renditionNames } from "../../studio/advice";
import type { FeedState } from "../../studio/feed";
import type { Arrival, Playback } from "../../studio/signal";
import { mediaText } from "./mediaText";

/** How the signal arrives, what viewers have of it and what to do; after a loss the last of it, said to be old. */
export function SignalPanel({ feed }: { feed: FeedState }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { signal, connection } = feed;
  const open = connection === "open";
  return (
    <section className="panel" aria-labelledby="signal-title" data-testid="studio-signal" data-state={connection}>
      <div className="page__head">
        <h2 id="signal-title">{t("signal")}</h2>
        <p role="status" className={open ? "live-state live-state--on" : "live-state"} data-testid="signal-connection">
          {connectionText(feed, i18n)}
        </p>
      </div>
      <div className="advice" role="status" aria-atomic="false" data-testid="signal-advice">
        {signal && signal.advice.length > 0 && (
          <ul aria-label={t("advice")}>
            {signal.advice.map((one) => (
              <li key={one.code} className="notice notice--warning" data-code={one.code}>
                {adviceText(one, signal.ingest, i18n)}
              </li>
            ))}
          </ul>
        )}
      </div>
      {signal && (
        <div className={open ? "signal" : "signal signal--old"}>
          <dl className="facts">
            <Fact label={t("studioState")}>{mediaText(signal.media, i18n)}</Fact>
            {signal.ingest && <Arriving ingest={signal.ingest} />}
          </dl>
          {!signal.ingest && <p className="panel__text">{nothingText(signal.media, i18n)}</p>}
          {(signal.ingest || signal.playback) && <AtViewers playback={signal.playback} />}
        </div>
      )}
    </section>
  );
}

function Arriving({ ingest }: { ingest: Arrival }) {
  const i18n = useI18n();
  const { t, number } = i18n;
  const { bitrateKbps, framesPerSecond, sourceFramesPerSecond, speed, lagMs, droppedFrames, width, height } = ingest;
  return (
    <>
      {bitrateKbps !== null && (
        <Fact label={t("signalBitrate")} testId="signal-bitrate">
          {t("signalKbps", { kbps: Math.round(bitrateKbps) })}
        </Fact>
      )}
      {framesPerSecond !== null && (
        <Fact label={t("signalFrames")}>
          {sourceFramesPerSecond === null
            ? number(rounded(framesPerSecond, 10))
            : t("signalFramesOf", { arriving: number(rounded(framesPerSecond, 10)), made: number(rounded(sourceFramesPerSecond, 10)) })}
        </Fact>
      )}
      {droppedFrames !== null && <Fact label={t("signalDropped")}>{number(droppedFrames)}</Fact>}
      {speed !== null && <Fact label={t("signalSpeed")}>{t("signalSpeedOf", { times: number(rounded(speed, 100)) })}</Fact>}
      {lagMs !== null && <Fact label={t("signalLag")}>{t("signalSeconds", { seconds: number(rounded(lagMs / 1000, 10)) })}</Fact>}
      {width !== null && height !== null && (
        <Fact label={t("signalSource")}>
          {width} × {height}
        </Fact>
      )}
      {ingest.renditions.length > 0 && (
        <Fact label={t("signalRenditions")}>{renditionNames(ingest.renditions, i18n, ingest.renditionLean)}</Fact>
      )}
      {ingest.renditionsMissing.length > 0 && <Fact label={t("signalMissing")}>{renditionNames(ingest.renditionsMissing, i18n)}</Fact>}
    </>
  );
}

function AtViewers({ playback }: { playback: Playback | null }) {
  const { t, number } = useI18n();
  return (
    <>
      <h3>{t("signalViewers")}</h3>
      {playback ? (
        <dl className="facts">
          <Fact label={t("signalStill")}>{t("signalStillOf", { percent: number(rounded(playback.rebufferRatio * 100, 10)) })}</Fact>
          {playback.latencyMs !== null && (
            <Fact label={t("signalLatency")}>{t("signalSeconds", { seconds: number(rounded(playback.latencyMs / 1000, 10)) })}</Fact>
          )}
          <Fact label={t("signalReports")}>{number(playback.reports)}</Fact>
        </dl>
      ) : (
        <p className="panel__text">{t("signalNoReports")}</p>
      )}
    </>
  );
}

function Fact({ label, testId, children }: { label: string; testId?: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-testid={testId}>{children}</dd>
    </div>
  );
}

function connectionText({ connection, ended, signal }: FeedState, { t }: I18n): string {
  switch (connection) {
    case "connecting":
      return t("broadcastConnecting");
    case "open":
      return t("signalLive");
    case "lost":
      return signal ? t("signalOld") : t("signalLost");
    case "ended":
      return ended === "session_ended" ? t("errSignedOut") : t("signalRefused");
  }
}

function nothingText(media: MediaState, { t }: I18n): string {
  return media === "none" || media === "waiting" ? t("signalNothingYet") : t("signalNothingNow");
}

function rounded(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
