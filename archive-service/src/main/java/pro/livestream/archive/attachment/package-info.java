/** Files that people put into chats and profiles: checked, re-encoded, stored, and taken away with what they belong to. */
@NullMarked
package pro.livestream.archive.attachment;

import org.jspecify.annotations.NullMarked;
