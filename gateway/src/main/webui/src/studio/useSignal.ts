import { useEffect, useState, useSyncExternalStore } from "react";
import { browserEnvironment, socketUrl } from "../chat/socket";
import { useSessionChanged } from "../session/session";
import { SignalFeed, type FeedState } from "./feed";

/** A browser does not tell why a handshake was refused: after so many failures the session is looked at. */
const FAILURES_BEFORE_DOUBT = 2;

/** How a stream's signal does, for as long as its broadcaster looks at it. */
export function useSignal(streamId: string): FeedState {
  const [feed] = useState(
    () => new SignalFeed(socketUrl(`/ws/streams/${encodeURIComponent(streamId)}/studio`), browserEnvironment),
  );
  const state = useSyncExternalStore(feed.subscribe, feed.getState);
  const sessionChanged = useSessionChanged();

  useEffect(() => {
    feed.start();
    window.addEventListener("online", feed.reconnectNow);
    window.addEventListener("offline", feed.networkLost);
    return () => {
      window.removeEventListener("online", feed.reconnectNow);
      window.removeEventListener("offline", feed.networkLost);
      feed.stop();
    };
  }, [feed]);

  const doubtful = state.ended === "session_ended" || state.failures >= FAILURES_BEFORE_DOUBT;
  useEffect(() => {
    if (doubtful) void sessionChanged();
  }, [doubtful, state.failures, sessionChanged]);

  return state;
}
