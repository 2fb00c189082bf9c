/** One encoded frame to many sockets: the one place that works on event loops and Netty buffers directly. */
@NullMarked
package pro.livestream.chat.fanout;

import org.jspecify.annotations.NullMarked;
