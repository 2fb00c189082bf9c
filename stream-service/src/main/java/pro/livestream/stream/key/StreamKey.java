package pro.livestream.stream.key;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import pro.livestream.platform.tenant.Tenant;

/** A stream key as the broadcaster enters it: the tenant's name, an underscore, and what nobody can guess. */
record StreamKey(Tenant tenant, String text) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BITS = 160;
    private static final int LENGTH_MAX = 128;

    static StreamKey fresh(Tenant tenant) {
        String random = new BigInteger(RANDOM_BITS, RANDOM).setBit(RANDOM_BITS).toString(36);
        return new StreamKey(tenant, tenant.name() + "_" + random);
    }

    /** Empty for what cannot be a key. */
    static Optional<StreamKey> parse(String text) {
        int split = text.lastIndexOf('_');
        if (split < 1 || text.length() > LENGTH_MAX || !Tenant.isName(text.substring(0, split))) {
            return Optional.empty();
        }
        return Optional.of(new StreamKey(new Tenant(text.substring(0, split)), text));
    }

    @Override
    public String toString() {
        return "StreamKey[" + tenant + "_...]";
    }
}
