package pro.livestream.archive.storage;

/** An object as a listing shows it. */
public record StoredObject(String key, long bytes) {}
