// Loaded only by pages that play: the player library is larger than the rest of the site.
import Hls from "hls.js";
import workerPath from "hls.js/dist/hls.worker.js?url";

export { Hls, workerPath };
