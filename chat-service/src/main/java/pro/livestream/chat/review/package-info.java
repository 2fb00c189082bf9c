/** Somebody outside whom a channel has asked about each message, within a short time. */
@NullMarked
package pro.livestream.chat.review;

import org.jspecify.annotations.NullMarked;
