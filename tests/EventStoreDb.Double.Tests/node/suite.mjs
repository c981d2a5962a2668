// Runs the cases of the protocol against the server of a connection string, through the official client, and prints a line for each:
//   ok NAME | skipped NAME: WHY | failed NAME: WHAT
// Ends with 1 if one failed. Streams have names that were never used before: a real server keeps them.
//   node suite.mjs 'esdb://…' [part of a name]
import { EventStoreDBClient } from '@eventstore/db-client';
import { Address } from './address.mjs';
import { appending } from './cases/appending.mjs';
import { cluster } from './cases/cluster.mjs';
import { ending } from './cases/ending.mjs';
import { reading } from './cases/reading.mjs';
import { security } from './cases/security.mjs';
import { subscribing } from './cases/subscribing.mjs';
import { Skipped } from './expect.mjs';

/** Longest that one case may take, in milliseconds. */
const bound = 20_000;

const [connectionString, part = ''] = process.argv.slice(2);
const address = new Address(connectionString);
const client = EventStoreDBClient.connectionString(connectionString);
let failed = 0;
for (const [name, run] of Object.entries({ ...appending, ...reading, ...subscribing, ...ending, ...security, ...cluster })) {
  if (name.includes(part)) {
    console.log(await outcome(name, run));
  }
}

await client.dispose();
process.exit(failed === 0 ? 0 : 1);

async function outcome(name, run) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`not over after ${bound} ms`)), bound); });
  try {
    await Promise.race([run({ client, address }), late]);
    return `ok ${name}`;
  } catch (e) {
    if (e instanceof Skipped) {
      return `skipped ${name}: ${e.message}`;
    }

    failed++;
    return `failed ${name}: ${String(e.stack ?? e).replaceAll('\n', ' | ')}`;
  } finally {
    clearTimeout(timer);
  }
}
