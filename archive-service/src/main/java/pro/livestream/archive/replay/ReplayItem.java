package pro.livestream.archive.replay;

/** A message and the second of the video at which it was there. */
public record ReplayItem(double atS, ReplayComment comment) {}
