/**
 * Controls the simulated tenant behind the page, by calls that only the simulator offers.
 *
 * The calls do not go through the widget or the gateway. The administrator's token works only in the simulator.
 */

const ADMINISTRATOR = 'megan-bowen';

export class Tenant {
  #origin;

  constructor(origin) {
    this.#origin = origin;
  }

  /** Makes every token for Graph expire. */
  expire() {
    return this.#control('POST', 'expire');
  }

  /** Demands claims of a user, who then has to sign in again with them. */
  challenge(user, claims) {
    return this.#control('POST', 'challenge', { user, claims });
  }

  /** Opens a share to all users, or closes it. */
  open(id, allowAllUsers) {
    return this.#control('POST', 'share', { id, allowAllUsers });
  }

  /** Adds a waiting job, as if the user had printed a document. */
  print(printer, user, document) {
    return this.#control('POST', 'job', { printer, user, document, size: 48_213 });
  }

  /** The paper that came out of the printers. */
  printed() {
    return this.#control('GET', 'printed');
  }

  /** How often each document came out of each printer. */
  ledger() {
    return this.#control('GET', 'ledger');
  }

  /** The requests that reached Graph, the page's and the gateway's. They come without tokens. */
  requests() {
    return this.#control('GET', 'requests');
  }

  /** A waiting job of another user, or undefined if there is none. */
  async jobOfAnotherUser(printer, userId) {
    const answer = await fetch(`${this.#origin}/v1.0/print/printers/${printer}/jobs?$expand=documents`, {
      headers: { authorization: `Bearer ${ADMINISTRATOR}` },
    });
    const { value } = await answer.json();
    const job = value.find(({ createdBy }) => createdBy?.id && createdBy.id !== userId);
    return job && { id: job.id, owner: job.createdBy.displayName, document: job.documents[0]?.displayName };
  }

  async #control(method, verb, body) {
    const answer = await fetch(`${this.#origin}/control/${verb}`, { method, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.status === 204 ? undefined : answer.json();
  }
}
