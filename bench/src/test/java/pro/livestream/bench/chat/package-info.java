@NullMarked
package pro.livestream.bench.chat;

import org.jspecify.annotations.NullMarked;
