package pro.livestream.archive.storage;

/** What is known of an object without reading it. */
public record ObjectHead(long bytes, String etag) {}
