@NullMarked
package pro.livestream.bench;

import org.jspecify.annotations.NullMarked;
