#!/usr/bin/env python3
"""Chat messages, senders and tips per stream and minute, from records of Kafka as kcat prints them.

    kcat -b localhost:9092 -X isolation.level=read_committed -G analytics -J streams.chat payment.tips | ./messages_per_minute.py
    ./messages_per_minute.py < sample.ndjson
"""
import json
import sys
from collections import defaultdict


def main():
    seen = set()
    counts = defaultdict(lambda: {"messages": 0, "senders": set(), "tips": defaultdict(int)})
    for line in sys.stdin:
        record = json.loads(line)
        if record["payload"] is None:  # a tombstone
            continue
        event = json.loads(record["payload"])
        pairs = record.get("headers", [])
        headers = dict(zip(pairs[::2], pairs[1::2]))
        # delivery is at least once: of chat the comment is the identity, of others ce_id
        identity = event.get("comment_id") or headers["ce_id"]
        if (event["event_type"], identity) in seen:
            continue
        seen.add((event["event_type"], identity))
        if event["event_type"] == "stream_chat_message":
            row = counts[event["stream_id"], event["created_at"][:16]]
            row["messages"] += 1
            row["senders"].add(event["user_id"])
        elif event["event_type"] == "payment_tip":
            counts[event["stream_id"], event["succeeded_at"][:16]]["tips"][event["currency"]] += event["amount"]
    print("stream,minute,messages,senders,tips")
    for (stream, minute), row in sorted(counts.items()):
        tips = " ".join(f"{amount} {currency}" for currency, amount in sorted(row["tips"].items()))
        print(f"{stream},{minute},{row['messages']},{len(row['senders'])},{tips}")


if __name__ == "__main__":
    main()
