/** The interface's documents: one OpenAPI document of all services, a page that renders it, the AsyncAPI document. */
@NullMarked
package pro.livestream.gateway.docs;

import org.jspecify.annotations.NullMarked;
