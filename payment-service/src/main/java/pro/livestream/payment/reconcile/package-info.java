/** Asking the provider for what its webhooks did not tell. */
@NullMarked
package pro.livestream.payment.reconcile;

import org.jspecify.annotations.NullMarked;
