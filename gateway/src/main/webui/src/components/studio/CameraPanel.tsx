import { useEffect, useRef, useState } from "react";
import { useI18n, type I18n } from "../../i18n";
import { broadcastErrorText } from "../../i18n/errors";
import { Broadcast, recordingType, type BroadcastState } from "../../ingest/broadcast";
import { useCamera } from "../../ingest/useCamera";
import { Icon } from "../Icon";

interface CameraPanelProps {
  streamId: string;
  onSignal: () => void;
}

/** Broadcasts this device's camera into a stream. */
export function CameraPanel({ streamId, onSignal }: CameraPanelProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const camera = useCamera();
  const [state, setState] = useState<BroadcastState | null>(null);
  const broadcast = useRef<Broadcast | null>(null);
  const preview = useRef<HTMLVideoElement>(null);
  const [unsupported, setUnsupported] = useState(false);

  useEffect(() => {
    if (preview.current) preview.current.srcObject = camera.media;
  }, [camera.media]);

  useEffect(() => () => void broadcast.current?.stop(), []);

  const onAir = state !== null && state.kind !== "stopped" && state.kind !== "failed";

  // Leaving by accident would end the signal: the browser asks first.
  useEffect(() => {
    if (!onAir) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [onAir]);

  const goLive = async () => {
    const type = recordingType();
    if (type === null) return setUnsupported(true);
    const media = camera.media ?? (await camera.open());
    if (!media) return;
    broadcast.current = new Broadcast(streamId, media, type, (next) => {
      setState(next);
      if (next.kind === "sending") onSignal();
    });
    broadcast.current.start();
  };

  const stop = async () => {
    await broadcast.current?.stop();
    broadcast.current = null;
    camera.close();
  };

  const problem = unsupported ? "cameraUnsupported" : camera.problem;
  return (
    <section className="panel" aria-labelledby="camera-title">
      <h2 id="camera-title">{t("studioCamera")}</h2>
      <p className="panel__text">{t("studioCameraText")}</p>
      <div className="preview">
        <video ref={preview} className="preview__video" data-testid="studio-preview" autoPlay playsInline muted aria-label={t("studioPreview")} />
        {!camera.media && (
          <span className="preview__empty" aria-hidden="true">
            <Icon name="camera" />
          </span>
        )}
      </div>
      {problem && (
        <p className="notice notice--error" role="alert">
          {t(problem)}
        </p>
      )}
      <p role="status" className={onAir ? "panel__state panel__state--on" : "panel__state"} data-testid="studio-broadcast-state" data-state={state?.kind ?? "idle"}>
        {stateText(state, i18n)}
      </p>
      {state?.kind === "failed" && (
        <p className="notice notice--error" role="alert">
          {broadcastErrorText(state, i18n)}
        </p>
      )}
      {camera.media && !onAir && (
        <div className="panel__devices">
          <Device
            label={t("studioCameraDevice")}
            devices={camera.cameras}
            selected={deviceOf(camera.media.getVideoTracks()[0])}
            onChoose={(id) => void camera.open({ camera: id, microphone: deviceOf(camera.media?.getAudioTracks()[0]) })}
          />
          <Device
            label={t("studioMicDevice")}
            devices={camera.microphones}
            selected={deviceOf(camera.media.getAudioTracks()[0])}
            onChoose={(id) => void camera.open({ camera: deviceOf(camera.media?.getVideoTracks()[0]), microphone: id })}
          />
        </div>
      )}
      <div className="panel__actions">
        {onAir ? (
          <button type="button" className="button button--quiet" data-testid="studio-stop-camera" onClick={() => void stop()}>
            {t("studioStopCamera")}
          </button>
        ) : (
          <>
            <button type="button" className="button" data-testid="studio-go-camera" disabled={camera.opening} onClick={() => void goLive()}>
              {t("studioGoCamera")}
            </button>
            <button
              type="button"
              className="button button--quiet"
              disabled={camera.opening}
              onClick={() => (camera.media ? camera.close() : void camera.open())}
            >
              {camera.media ? t("studioPreviewOff") : t("studioPreviewOn")}
            </button>
          </>
        )}
      </div>
    </section>
  );
}

function deviceOf(track: MediaStreamTrack | undefined): string {
  return track?.getSettings().deviceId ?? "";
}

function stateText(state: BroadcastState | null, { t }: I18n): string {
  switch (state?.kind) {
    case "connecting":
      return t("broadcastConnecting");
    case "sending":
      return t("broadcastSending");
    case "reconnecting":
      return t("broadcastReconnecting");
    case "stopped":
    case "failed":
    case undefined:
      return "";
  }
}

interface DeviceProps {
  label: string;
  devices: readonly MediaDeviceInfo[];
  selected: string;
  onChoose: (id: string) => void;
}

function Device({ label, devices, selected, onChoose }: DeviceProps) {
  if (devices.length === 0) return null;
  return (
    <label className="panel__device">
      <span>{label}</span>
      <select value={selected} onChange={(event) => onChoose(event.target.value)}>
        {devices.map((device, index) => (
          <option key={device.deviceId} value={device.deviceId}>
            {device.label || `${label} ${index + 1}`}
          </option>
        ))}
      </select>
    </label>
  );
}
