/** What happens on streams, counted by the minute. */
@NullMarked
package pro.livestream.stream.activity;

import org.jspecify.annotations.NullMarked;
