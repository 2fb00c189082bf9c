/** What is shown of broadcasters, kept up by the topic users.profile. */
@NullMarked
package pro.livestream.stream.profile;

import org.jspecify.annotations.NullMarked;
