/**
 * The simulated tenant behind the page: what only its simulator lets anybody do.
 *
 * Nothing here goes through the widget or the gateway. The administrator's token is a plain word that
 * no other tenant knows.
 */

const ADMINISTRATOR = 'megan-bowen';

export class Tenant {
  #origin;

  constructor(origin) {
    this.#origin = origin;
  }

  /** Ends every token for Graph. */
  expire() {
    return this.#control('POST', 'expire');
  }

  /** Demands claims of a user, who has to sign in anew with them. */
  challenge(user, claims) {
    return this.#control('POST', 'challenge', { user, claims });
  }

  /** Opens a share to everyone, or closes it. */
  open(id, allowAllUsers) {
    return this.#control('POST', 'share', { id, allowAllUsers });
  }

  /** Somebody prints a document. */
  print(printer, user, document) {
    return this.#control('POST', 'job', { printer, user, document, size: 48_213 });
  }

  /** What came out on paper. */
  printed() {
    return this.#control('GET', 'printed');
  }

  /** A waiting job of a named person other than this one. */
  async jobOfSomebodyElse(printer, userId) {
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
