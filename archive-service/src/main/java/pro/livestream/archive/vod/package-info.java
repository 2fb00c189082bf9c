/** Archives: their rows, their rules, their API. */
@NullMarked
package pro.livestream.archive.vod;

import org.jspecify.annotations.NullMarked;
