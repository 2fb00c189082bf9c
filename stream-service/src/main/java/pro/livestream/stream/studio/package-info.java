/** What a broadcaster sees of its stream: how it arrives, how it is watched, and what to do about it. */
@NullMarked
package pro.livestream.stream.studio;

import org.jspecify.annotations.NullMarked;
