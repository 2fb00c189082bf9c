package pro.livestream.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pro.livestream.local.demo.Api;
import pro.livestream.local.process.ProcessRecord;

/** {@code status --data DIR [--json]}: every process as it is now. */
final class StatusCommand {
    private final Arguments arguments;
    private final DataFolder data;

    StatusCommand(Arguments arguments) {
        this.arguments = arguments;
        this.data = DataFolder.of(arguments);
    }

    int run() {
        var supervised = data.livingLauncher().isPresent();
        var processes = data.processes().list().stream()
                .map(entry -> entry.asOfNow(supervised))
                .toList();
        if (arguments.has("--json")) {
            System.out.println(
                    Api.json(processes.stream().map(StatusCommand::json).toList()));
        } else {
            print(processes, supervised);
        }
        return 0;
    }

    private static Map<String, Object> json(ProcessRecord entry) {
        var object = new LinkedHashMap<String, Object>();
        object.put("name", entry.name());
        object.put("pid", entry.key().pid());
        object.put("port", entry.port());
        object.put("state", entry.state().label());
        object.put("url", entry.url());
        return object;
    }

    private static void print(List<ProcessRecord> processes, boolean supervised) {
        if (processes.isEmpty()) {
            System.out.println("Nothing runs. Start it with ./livestream up");
            return;
        }
        if (!supervised) {
            System.out.println("The launcher is gone; ./livestream down ends what it left.");
        }
        for (var entry : processes) {
            System.out.println("%-22s %-11s pid %-8d %s"
                    .formatted(entry.name(), entry.state().label(), entry.key().pid(), entry.url()));
        }
    }
}
