/** The emulator refused a request, or could not be reached (status 0). */
export class ApiError extends Error {
  /** @param {number} status @param {string} detail */
  constructor(status, detail) {
    super(detail || `HTTP ${status}`);
    this.status = status;
  }
}

/** How long an action waits to hear what the bot answered; the action itself is long accepted. */
const ANSWER_WAIT_MS = 10_000;

/** Speaks to the emulator's simulator API. */
export class Api {
  /** @param {string|URL} base the address of `api/`, with its trailing slash */
  constructor(base) {
    this.base = new URL(base);
  }

  /** @returns {Promise<Array<{userId: string, displayName: string, following: boolean}>>} */
  async citizens() {
    return (await this.#json("citizens")).citizens;
  }

  /** @returns {Promise<string>} the account's name, as the head of every talk shows it */
  async account() {
    return (await this.#json("citizens")).account;
  }

  /** Finds the citizen of that name, or makes one who adds the account as a friend. */
  async addCitizen(displayName) {
    return this.#json("citizens", { method: "POST", ...jsonBody({ displayName }) });
  }

  /**
   * Does what a citizen does (say, tap, send a photo ...).
   * @returns {Promise<{webhookEventId?: string, messageId?: string, webhookStatus?: number}>}
   *   `webhookStatus` is missing where the bot did not answer in time
   */
  async act(userId, body) {
    const sent = body instanceof FormData ? { body } : jsonBody(body);
    const path = `citizens/${encodeURIComponent(userId)}/actions?wait=1`;
    try {
      const signal = AbortSignal.timeout(ANSWER_WAIT_MS);
      return await this.#json(path, { method: "POST", signal, ...sent });
    } catch (error) {
      if (error.name === "TimeoutError") return {};
      throw error;
    }
  }

  /**
   * What happened after `after`, waiting up to `wait` seconds for something to happen.
   * @returns {Promise<{seq: number, entries: Array<Object>}>}
   */
  async timeline({ after, citizen = null, wait = 0, signal = null }) {
    const query = new URLSearchParams({ after, wait });
    if (citizen) query.set("citizen", citizen);
    return this.#json(`timeline?${query}`, { signal });
  }

  /** @returns {Promise<Object|null>} the rich menu the citizen sees now */
  async richMenu(userId) {
    return this.#json(`citizens/${encodeURIComponent(userId)}/richmenu`);
  }

  /** @returns {Promise<Object>} a rich menu with its size and areas */
  async richMenuById(richMenuId) {
    return this.#json(`richmenus/${encodeURIComponent(richMenuId)}`);
  }

  /** @returns {Promise<string>} the id of the rich menu that an alias stands for */
  async richMenuOfAlias(aliasId) {
    return (await this.#json(`richmenus/aliases/${encodeURIComponent(aliasId)}`)).richMenuId;
  }

  /** Forgets every citizen and every message. */
  async reset() {
    await this.#request("reset", { method: "POST" });
  }

  /** @returns {string} the address of a rich menu's picture */
  richMenuImage(richMenuId) {
    return new URL(`richmenus/${encodeURIComponent(richMenuId)}/image`, this.base).href;
  }

  /** @returns {string} the address of a photo a citizen sent */
  media(messageId) {
    return new URL(`media/${encodeURIComponent(messageId)}`, this.base).href;
  }

  async #json(path, options) {
    const response = await this.#request(path, options);
    return response.status === 204 ? null : response.json();
  }

  async #request(path, options = {}) {
    let response;
    try {
      response = await fetch(new URL(path, this.base), { cache: "no-store", ...options });
    } catch (error) {
      if (error.name === "TimeoutError") throw error;
      throw new ApiError(0, "エミュレーターに接続できません");
    }
    if (!response.ok) throw new ApiError(response.status, await detailOf(response));
    return response;
  }
}

function jsonBody(value) {
  return { body: JSON.stringify(value), headers: { "Content-Type": "application/json" } };
}

async function detailOf(response) {
  const body = await response.json().catch(() => null);
  return body?.message ?? body?.error ?? "";
}
