/** What the services and the outside agree on: errors, topics, token claims, events. */
@NullMarked
package pro.livestream.contracts;

import org.jspecify.annotations.NullMarked;
