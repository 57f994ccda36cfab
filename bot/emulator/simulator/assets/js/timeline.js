/** Short: a server that is told to stop waits for the poll that is on its way. */
const POLL_SECONDS = 4;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 8_000;

/**
 * Follows the emulator's timeline with one long poll for the whole page and hands every citizen's
 * entries, in order and once each, to whoever follows that citizen.
 */
export class Timeline {
  #api;
  #followers = new Map();
  #after = 0;
  #abort = new AbortController();
  #onConnection;
  #onReset;

  /**
   * @param {import("./api.js").Api} api
   * @param {{onConnection: (connected: boolean) => void, onReset: () => void}} hooks
   *   `onReset` is called when the emulator has forgotten what this page has seen
   */
  constructor(api, { onConnection, onReset }) {
    this.#api = api;
    this.#onConnection = onConnection;
    this.#onReset = onReset;
  }

  /**
   * Hands over the citizen's history, then everything new as it comes.
   * @param {string} userId
   * @param {(entries: Array<Object>) => void} receive
   */
  async follow(userId, receive) {
    const follower = { receive, seen: 0, waiting: [] };
    this.#followers.set(userId, follower);
    const history = await this.#history(userId);
    const early = follower.waiting;
    follower.waiting = null;
    deliver(follower, [...history, ...early]);
  }

  /** @param {string} userId */
  unfollow(userId) {
    this.#followers.delete(userId);
  }

  /**
   * Finds the end of the timeline, then polls for ever, with growing pauses while the emulator
   * cannot be reached. Follow citizens once this has settled: from then on nothing is missed.
   */
  async start() {
    this.#after = (await this.#poll({ after: Number.MAX_SAFE_INTEGER })).seq;
    this.#run();
  }

  /** Begins anew after a reset: the poll that is under way would wait on what is gone. */
  rewind() {
    this.#after = 0;
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  async #history(userId) {
    const entries = [];
    for (let after = 0; ;) {
      const page = await this.#api.timeline({ after, citizen: userId });
      if (page.entries.length === 0) return entries;
      entries.push(...page.entries);
      after = page.seq;
    }
  }

  async #run() {
    for (;;) {
      const { signal } = this.#abort;
      const page = await this.#poll({ after: this.#after, wait: POLL_SECONDS, signal });
      if (signal.aborted) continue;
      if (page.seq < this.#after) this.#onReset();
      this.#after = page.seq;
      this.#share(page.entries);
    }
  }

  async #poll(query) {
    for (let pause = FIRST_RETRY_MS; ; pause = Math.min(pause * 2, LAST_RETRY_MS)) {
      try {
        const page = await this.#api.timeline(query);
        this.#onConnection(true);
        return page;
      } catch {
        if (query.signal?.aborted) return null;
        this.#onConnection(false);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  #share(entries) {
    for (const [userId, follower] of this.#followers) {
      const own = entries.filter((entry) => entry.citizen === userId);
      if (follower.waiting) follower.waiting.push(...own);
      else deliver(follower, own);
    }
  }
}

function deliver(follower, entries) {
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
  const fresh = [...bySeq.values()].filter((entry) => entry.seq > follower.seen);
  if (fresh.length === 0) return;
  fresh.sort((a, b) => a.seq - b.seq);
  follower.seen = fresh.at(-1).seq;
  follower.receive(fresh);
}
