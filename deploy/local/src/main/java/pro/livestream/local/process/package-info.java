/** Child processes: start, readiness, supervision, what is left of a killed launcher. */
@NullMarked
package pro.livestream.local.process;

import org.jspecify.annotations.NullMarked;
