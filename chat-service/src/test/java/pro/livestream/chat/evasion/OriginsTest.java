package pro.livestream.chat.evasion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class OriginsTest {

    @Test
    void addressesOfOneHouseholdAreOneNetwork() {
        assertEquals(Origins.network("2001:db8:1:2::1"), Origins.network("2001:db8:1:2:ffff::9"));
        assertNotEquals(Origins.network("2001:db8:1:2::1"), Origins.network("2001:db8:1:3::1"));
        assertEquals("203.0.113.7", Origins.network("203.0.113.7"));
    }
}
