package pro.livestream.chat.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds all of many phrases in one pass over a text (Aho and Corasick). */
final class PhraseFinder {

    private static final int ROOT = 0;

    private final List<Map<Character, Integer>> next = new ArrayList<>();
    private final List<@Nullable List<Integer>> ends = new ArrayList<>();
    private final int[] fallback;
    private final int[] lengths;
    /** The root's children, so that most characters of a text cost one look into an array. */
    private final boolean[] starts = new boolean[128];

    /** Told of every place where a phrase stands. */
    @FunctionalInterface
    interface Found {
        void at(int phrase, int start, int end);
    }

    PhraseFinder(List<String> phrases) {
        node();
        lengths = phrases.stream().mapToInt(String::length).toArray();
        for (int i = 0; i < phrases.size(); i++) {
            add(phrases.get(i), i);
        }
        fallback = new int[next.size()];
        link();
        children(ROOT).keySet().forEach(one -> {
            if (one < 128) {
                starts[one] = true;
            }
        });
    }

    private int node() {
        next.add(new HashMap<>(2));
        ends.add(null);
        return next.size() - 1;
    }

    private Map<Character, Integer> children(int node) {
        return next.get(node);
    }

    private void add(String phrase, int number) {
        int node = ROOT;
        for (int i = 0; i < phrase.length(); i++) {
            var known = children(node).get(phrase.charAt(i));
            if (known == null) {
                known = node();
                children(node).put(phrase.charAt(i), known);
            }
            node = known;
        }
        endsOf(node).add(number);
    }

    private List<Integer> endsOf(int node) {
        var known = ends.get(node);
        if (known == null) {
            known = new ArrayList<>(1);
            ends.set(node, known);
        }
        return known;
    }

    private void link() {
        var queue = new ArrayDeque<Integer>(children(ROOT).values());
        while (!queue.isEmpty()) {
            int node = queue.remove();
            children(node).forEach((one, child) -> {
                fallback[child] = step(fallback[node], one);
                var shorter = ends.get(fallback[child]);
                if (shorter != null) {
                    endsOf(child).addAll(shorter);
                }
                queue.add(child);
            });
        }
    }

    private int step(int from, char one) {
        int node = from;
        while (true) {
            var child = children(node).get(one);
            if (child != null) {
                return child;
            }
            if (node == ROOT) {
                return ROOT;
            }
            node = fallback[node];
        }
    }

    void find(String text, Found found) {
        int node = ROOT;
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (node == ROOT && one < 128 && !starts[one]) {
                continue;
            }
            node = step(node, one);
            var here = ends.get(node);
            if (here != null) {
                for (int phrase : here) {
                    found.at(phrase, i + 1 - lengths[phrase], i + 1);
                }
            }
        }
    }
}
