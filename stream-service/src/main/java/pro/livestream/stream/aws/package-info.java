/** What all clients of AWS have in common. */
@NullMarked
package pro.livestream.stream.aws;

import org.jspecify.annotations.NullMarked;
