/** AWS IVS Real-Time by the AWS SDK. */
@NullMarked
package pro.livestream.stream.media.ivs;

import org.jspecify.annotations.NullMarked;
