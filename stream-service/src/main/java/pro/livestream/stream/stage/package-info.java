/** Stages: their life and their addresses. */
@NullMarked
package pro.livestream.stream.stage;

import org.jspecify.annotations.NullMarked;
