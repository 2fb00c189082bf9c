package pro.livestream.local.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pro.livestream.local.process.Ports;
import pro.livestream.local.process.StartFailure;

class SuiteTest {

    @Test
    void replicasAreNumberedAndKnownToTheOthersByAList() {
        var suite = new Suite(Map.of("CHAT_SERVICE_REPLICAS", "2"), new Ports());

        var chat = suite.instances().stream()
                .filter(i -> i.kind() == ServiceKind.CHAT)
                .toList();
        assertEquals(
                List.of("chat-service", "chat-service-2"),
                chat.stream().map(ServiceInstance::name).toList());
        assertEquals(
                chat.get(0).url() + "," + chat.get(1).url(), suite.addresses().get("CHAT_SERVICE_URL"));
    }

    @Test
    void aServiceThatIsElsewhereIsNotStarted() {
        var suite = new Suite(Map.of("PAYMENT_SERVICE_URL", "http://elsewhere:8084"), new Ports());

        assertTrue(suite.instances().stream().noneMatch(i -> i.kind() == ServiceKind.PAYMENT));
        assertEquals(null, suite.addresses().get("PAYMENT_SERVICE_URL"));
    }

    @Test
    void publicPortsAreTakenAsTheyAreSaid() {
        var suite = new Suite(Map.of("API_PORT", "21180", "RTMP_PORT", "21935"), new Ports());

        assertEquals(Map.of("API_PORT", 21180, "RTMP_PORT", 21935), suite.knownPorts());
        assertEquals("http://localhost:21180", suite.publicUrl());
        assertEquals("rtmp://127.0.0.1:21935/live", suite.rtmpUrl());
    }

    @Test
    void aPortThatIsNoNumberIsNamed() {
        var failure = assertThrows(StartFailure.class, () -> new Suite(Map.of("API_PORT", "http"), new Ports()));

        assertEquals("API_PORT is not a number: http", failure.getMessage());
    }
}
