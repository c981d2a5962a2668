import { ANY, NO_STREAM, START } from '@eventstore/db-client';
import { all, equal, event, events, first, fresh, numbers, ok, refused, revisions } from '../expect.mjs';

async function written(client, count) {
  const stream = fresh();
  await client.appendToStream(stream, events(count), { expectedRevision: NO_STREAM });
  return stream;
}

export const ending = {
  async delete_leaves_a_stream_that_can_be_written_again({ client }) {
    const stream = await written(client, 3);

    const deleted = await client.deleteStream(stream, { expectedRevision: 2n });
    await refused('StreamNotFoundError', all(client.readStream(stream)));
    const again = await client.appendToStream(stream, event(3), { expectedRevision: NO_STREAM });

    ok(deleted.position.commit > 0n);
    equal(again.nextExpectedRevision, 3n);
    equal(revisions(await all(client.readStream(stream))), [3n]);
  },

  async delete_at_a_wrong_revision_is_refused({ client }) {
    const stream = await written(client, 3);

    const refusal = await refused('WrongExpectedVersionError', client.deleteStream(stream, { expectedRevision: 1n }));

    equal([refusal.streamName, refusal.expectedVersion, refusal.actualVersion], [stream, 1n, 2n]);
    equal(numbers(await all(client.readStream(stream))), [0, 1, 2]);
  },

  async delete_of_any_revision({ client }) {
    const stream = await written(client, 2);

    await client.deleteStream(stream, { expectedRevision: ANY });

    await refused('StreamNotFoundError', all(client.readStream(stream)));
  },

  async truncation_hides_what_is_before_it({ client }) {
    const stream = await written(client, 50);

    await client.setStreamMetadata(stream, { truncateBefore: 40 });

    equal(numbers(await all(client.readStream(stream))), [40, 41, 42, 43, 44, 45, 46, 47, 48, 49]);
    equal((await client.getStreamMetadata(stream)).metadata.truncateBefore, 40);
  },

  async tombstone_ends_a_stream_for_good({ client, address }) {
    const stream = await written(client, 3);

    await client.tombstoneStream(stream, { expectedRevision: 2n });

    const refusals = [
      () => all(client.readStream(stream)),
      () => client.appendToStream(stream, event(3), { expectedRevision: ANY }),
      () => client.appendToStream(stream, event(3), { expectedRevision: 2n, credentials: address.credentials }),
      () => client.tombstoneStream(stream, { expectedRevision: ANY }),
      () => first(1, client.subscribeToStream(stream, { fromRevision: START })),
    ];
    for (const refusal of refusals) {
      equal((await refused('StreamDeletedError', refusal())).streamName, stream);
    }
  },

  async tombstone_at_a_wrong_revision_is_refused({ client }) {
    const stream = await written(client, 3);

    const refusal = await refused('WrongExpectedVersionError', client.tombstoneStream(stream, { expectedRevision: NO_STREAM }));

    equal([refusal.expectedVersion, refusal.actualVersion], [-1n, 2n]);
    equal(numbers(await all(client.readStream(stream))), [0, 1, 2]);
  },
};
