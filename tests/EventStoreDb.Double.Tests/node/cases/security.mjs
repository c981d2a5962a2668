import { EventStoreDBClient, NO_STREAM } from '@eventstore/db-client';
import { all, equal, event, fresh, refused, Skipped } from '../expect.mjs';

/** A client of its own for the same server, as somebody else or as nobody. */
async function as(address, user, work) {
  if (!address.isSecure || !address.user) {
    throw new Skipped('the server asks nobody who they are');
  }

  const client = EventStoreDBClient.connectionString(user ? address.with({ user }) : address.with({ user: '' }));
  try {
    await work(client);
  } finally {
    await client.dispose();
  }
}

export const security = {
  credentials_that_are_wrong_are_refused: ({ address }) => as(address, 'admin:wrong', async (client) => {
    await refused('AccessDeniedError', client.appendToStream(fresh(), event(0), { expectedRevision: NO_STREAM }));
    await refused('AccessDeniedError', all(client.readStream(fresh())));
  }),

  credentials_that_are_missing_are_refused: ({ address }) => as(address, '', async (client) => {
    await refused('AccessDeniedError', client.appendToStream(fresh(), event(0), { expectedRevision: NO_STREAM }));
    await refused('AccessDeniedError', all(client.readAll({ maxCount: 1 })));
  }),

  credentials_of_one_call_come_before_those_of_the_client: ({ address }) => as(address, 'admin:wrong', async (client) => {
    const written = await client.appendToStream(
      fresh(), event(0), { expectedRevision: NO_STREAM, credentials: address.credentials });
    equal(written.nextExpectedRevision, 0n);
  }),
};
