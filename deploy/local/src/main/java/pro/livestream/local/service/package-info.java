/** The services of the suite as child processes: which, how many, on which ports, with which settings. */
@NullMarked
package pro.livestream.local.service;

import org.jspecify.annotations.NullMarked;
