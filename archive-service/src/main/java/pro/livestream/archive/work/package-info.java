/** A queue of jobs with leases in PostgreSQL, and the lanes that work on it. */
@NullMarked
package pro.livestream.archive.work;

import org.jspecify.annotations.NullMarked;
