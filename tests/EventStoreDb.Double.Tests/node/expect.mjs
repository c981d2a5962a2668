// What the cases share: names and events that were never used, and expectations.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { jsonEvent } from '@eventstore/db-client';

/** A case that the server at hand cannot show. */
export class Skipped extends Error {}

export const equal = assert.deepEqual;
export const ok = assert.ok;

/** A name of a stream, or the beginning of several. */
export const fresh = (category = 'Official') => `${category}-${randomUUID()}`;

export const event = (n, type = 'Counted') => jsonEvent({ type, data: { n } });

export const events = (count, type) => Array.from({ length: count }, (_, n) => event(n, type));

/** The error of that name which the promise ends with. */
export async function refused(errorName, promise) {
  try {
    await promise;
  } catch (e) {
    equal(e.constructor.name, errorName, e.stack);
    return e;
  }

  throw new Error(`not refused; expected ${errorName}`);
}

export async function all(readable) {
  const found = [];
  for await (const one of readable) {
    found.push(one);
  }

  return found;
}

/** The first so many events of a subscription, which is then ended. */
export async function first(count, subscription) {
  const found = [];
  for await (const one of subscription) {
    found.push(one);
    if (found.length === count) {
      break;
    }
  }

  return found;
}

/** The next time that it is emitted. */
export const emitted = (emitter, name) => new Promise((resolve, reject) => emitter.once(name, resolve).once('error', reject));

export const revisions = (found) => found.map(({ event }) => event.revision);
export const numbers = (found) => found.map(({ event }) => event.data.n);
