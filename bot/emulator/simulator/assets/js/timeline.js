const POLL_SECONDS = 25;
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
    const history = await this.#api.timeline({ after: 0, citizen: userId });
    const early = follower.waiting;
    follower.waiting = null;
    deliver(follower, [...history.entries, ...early]);
  }

  /** @param {string} userId */
  unfollow(userId) {
    this.#followers.delete(userId);
  }

  /** Polls for ever, with growing pauses while the emulator cannot be reached. */
  async run() {
    this.#after = (await this.#poll({ after: 0, citizen: "-" })).seq;
    for (;;) {
      const page = await this.#poll({ after: this.#after, wait: POLL_SECONDS });
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
  const fresh = entries.filter((entry) => entry.seq > follower.seen);
  const unique = fresh.filter((entry, i) => i === 0 || entry.seq > fresh[i - 1].seq);
  if (unique.length === 0) return;
  follower.seen = unique.at(-1).seq;
  follower.receive(unique);
}
