package pro.livestream.chat.moderation;

import io.smallrye.mutiny.Multi;

/** A file that is made while it is sent. */
record Export(Multi<byte[]> parts) {}
