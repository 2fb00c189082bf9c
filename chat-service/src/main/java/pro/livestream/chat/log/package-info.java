/** A room's sequence, recent history and broadcast in Redis; speaks Vert.x futures because the core waits on nothing else. */
@NullMarked
package pro.livestream.chat.log;

import org.jspecify.annotations.NullMarked;
