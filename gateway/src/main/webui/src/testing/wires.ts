import type { Environment, Wire } from "../chat/socket";

/** A socket whose other end is the test. */
export class FakeWire implements Wire {
  readyState = 0;
  sent: Record<string, unknown>[] = [];
  closedWith: number | null = null;
  onopen: Wire["onopen"] = null;
  onmessage: Wire["onmessage"] = null;
  onclose: Wire["onclose"] = null;

  send(data: string) {
    this.sent.push(JSON.parse(data));
  }
  close(code = 1005) {
    this.closedWith = code;
  }
  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  say(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  drop(code = 1006, reason = "") {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }
}

/** A clock that stands still until a test moves it. */
export class FakeEnvironment implements Environment {
  wires: FakeWire[] = [];
  private time = 0;
  private tasks: { at: number; task: () => void }[] = [];

  connect = () => {
    const wire = new FakeWire();
    this.wires.push(wire);
    return wire;
  };
  now = () => this.time;
  random = () => 0;
  after = (ms: number, task: () => void) => {
    const entry = { at: this.time + ms, task };
    this.tasks.push(entry);
    return () => {
      this.tasks = this.tasks.filter((other) => other !== entry);
    };
  };
  pass(ms: number) {
    const end = this.time + ms;
    for (;;) {
      const next = this.tasks.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.tasks = this.tasks.filter((entry) => entry !== next);
      this.time = next.at;
      next.task();
    }
    this.time = end;
  }
  get wire(): FakeWire {
    return this.wires.at(-1)!;
  }
}
