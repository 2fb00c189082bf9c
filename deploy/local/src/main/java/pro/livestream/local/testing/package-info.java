/** Test resources: real servers and a stand-in for the gateway's identity. */
@NullMarked
package pro.livestream.local.testing;

import org.jspecify.annotations.NullMarked;
