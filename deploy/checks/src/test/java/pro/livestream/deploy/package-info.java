/** What is deployed, checked without a cluster, an engine or a registry. */
@NullMarked
package pro.livestream.deploy;

import org.jspecify.annotations.NullMarked;
