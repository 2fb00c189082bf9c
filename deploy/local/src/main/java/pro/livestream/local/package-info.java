/** Starts the suite on one machine: servers and services as child processes on loopback. */
@NullMarked
package pro.livestream.local;

import org.jspecify.annotations.NullMarked;
