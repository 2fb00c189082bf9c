/** Request ids, in requests, logs and events. */
@NullMarked
package pro.livestream.platform.request;

import org.jspecify.annotations.NullMarked;
