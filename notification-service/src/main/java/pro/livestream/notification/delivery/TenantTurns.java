package pro.livestream.notification.delivery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pro.livestream.platform.tenant.Tenant;

/** Which tenants a periodic job looks at: those with known work, and a few others in turn, for what crashes left behind. */
public final class TenantTurns {
    private static final int OTHERS_MAX = 10;

    private final Set<Tenant> awake = ConcurrentHashMap.newKeySet();
    private int position;

    /** There is work for the tenant. */
    public void wake(Tenant tenant) {
        awake.add(tenant);
    }

    /** There was no more. */
    public void rest(Tenant tenant) {
        awake.remove(tenant);
    }

    public boolean isAwake() {
        return !awake.isEmpty();
    }

    /** Those to look at now, out of all that are ready. */
    public synchronized List<Tenant> next(List<Tenant> ready) {
        awake.retainAll(ready);
        var turn = new LinkedHashSet<Tenant>();
        for (var tenant : ready) {
            if (awake.contains(tenant)) {
                turn.add(tenant);
            }
        }
        for (var count = 0; count < Math.min(OTHERS_MAX, ready.size()); count++) {
            position = (position + 1) % ready.size();
            turn.add(ready.get(position));
        }
        return new ArrayList<>(turn);
    }
}
