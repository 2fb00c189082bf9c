package pro.livestream.gateway.route;

/** No replica of a service takes connections now. */
final class ReplicaUnavailable extends RuntimeException {
    private final Service service;

    ReplicaUnavailable(Service service) {
        super(service.wireName() + " takes no connections", null, false, false);
        this.service = service;
    }

    Service service() {
        return service;
    }
}
