/** Databases made and migrated at start. */
@NullMarked
package pro.livestream.platform.database;

import org.jspecify.annotations.NullMarked;
