@NullMarked
package pro.livestream.bench.load;

import org.jspecify.annotations.NullMarked;
