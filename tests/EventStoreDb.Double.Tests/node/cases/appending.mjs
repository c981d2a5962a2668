import { ANY, binaryEvent, NO_STREAM, STREAM_EXISTS, EventStoreDBClient } from '@eventstore/db-client';
import { all, equal, event, events, fresh, numbers, ok, refused, revisions } from '../expect.mjs';

/** The client writes by BatchAppend where the server has it, and by Append when a call has credentials of its own. */
const ways = {
  batch: () => ({}),
  single: ({ address }) => ({ credentials: address.credentials }),
};

const cases = {
  async to_a_new_stream({ client }, way) {
    const stream = fresh();

    const written = await client.appendToStream(stream, events(3), { expectedRevision: NO_STREAM, ...way });

    equal(written.success, true);
    equal(written.nextExpectedRevision, 2n);
    const [, , last] = await all(client.readStream(stream));
    equal(last.event.position, written.position);
  },

  async at_an_exact_revision({ client }, way) {
    const stream = fresh();
    const before = await client.appendToStream(stream, events(2), { expectedRevision: NO_STREAM, ...way });

    const after = await client.appendToStream(stream, event(2), { expectedRevision: 1n, ...way });

    equal(after.nextExpectedRevision, 2n);
    ok(after.position.commit > before.position.commit);
    equal(numbers(await all(client.readStream(stream))), [0, 1, 2]);
  },

  async at_a_wrong_revision_is_a_conflict_that_writes_nothing({ client }, way) {
    const stream = fresh();
    await client.appendToStream(stream, events(2), { expectedRevision: NO_STREAM, ...way });

    const behind = await refused('WrongExpectedVersionError',
      client.appendToStream(stream, events(2), { expectedRevision: 0n, ...way }));
    const ahead = await refused('WrongExpectedVersionError',
      client.appendToStream(stream, events(2), { expectedRevision: 7n, ...way }));

    equal([behind.streamName, behind.expectedVersion, behind.actualVersion], [stream, 0n, 1n]);
    equal([ahead.expectedVersion, ahead.actualVersion], [7n, 1n]);
    equal(revisions(await all(client.readStream(stream))), [0n, 1n]);
  },

  async to_a_new_stream_that_exists_is_a_conflict({ client }, way) {
    const stream = fresh();
    await client.appendToStream(stream, event(0), { expectedRevision: NO_STREAM, ...way });

    const conflict = await refused('WrongExpectedVersionError',
      client.appendToStream(stream, event(1), { expectedRevision: NO_STREAM, ...way }));

    equal([conflict.expectedVersion, conflict.actualVersion], [NO_STREAM, 0n]);
  },

  async to_an_existing_stream_that_is_missing_is_a_conflict({ client }, way) {
    const exists = await refused('WrongExpectedVersionError',
      client.appendToStream(fresh(), event(0), { expectedRevision: STREAM_EXISTS, ...way }));
    const exact = await refused('WrongExpectedVersionError',
      client.appendToStream(fresh(), event(0), { expectedRevision: 0n, ...way }));

    equal([exists.expectedVersion, exists.actualVersion], [STREAM_EXISTS, NO_STREAM]);
    equal([exact.expectedVersion, exact.actualVersion], [0n, NO_STREAM]);
  },

  async to_an_existing_stream({ client }, way) {
    const stream = fresh();
    await client.appendToStream(stream, events(2), { expectedRevision: ANY, ...way });

    const written = await client.appendToStream(stream, event(2), { expectedRevision: STREAM_EXISTS, ...way });

    equal(written.nextExpectedRevision, 2n);
  },

  async again_with_the_same_ids_and_expectation_gives_the_first_result({ client }, way) {
    for (const expectedRevision of [0n, ANY, STREAM_EXISTS]) {
      const stream = fresh();
      await client.appendToStream(stream, event(0), { expectedRevision: NO_STREAM, ...way });
      const same = events(2);
      const once = await client.appendToStream(stream, same, { expectedRevision, ...way });

      const again = await client.appendToStream(stream, same, { expectedRevision, ...way });

      equal(again.nextExpectedRevision, once.nextExpectedRevision);
      equal(revisions(await all(client.readStream(stream))), [0n, 1n, 2n]);
    }
  },

  async again_after_others_have_written_gives_the_first_result({ client }, way) {
    const stream = fresh();
    const same = events(2);
    await client.appendToStream(stream, same, { expectedRevision: NO_STREAM, ...way });
    await client.appendToStream(stream, event(2), { expectedRevision: 1n, ...way });

    const again = await client.appendToStream(stream, same, { expectedRevision: NO_STREAM, ...way });

    equal(again.nextExpectedRevision, 1n);
    equal(revisions(await all(client.readStream(stream))), [0n, 1n, 2n]);
  },

  async again_with_one_more_event_is_a_conflict({ client }, way) {
    const stream = fresh();
    const same = events(2);
    await client.appendToStream(stream, same, { expectedRevision: NO_STREAM, ...way });

    const conflict = await refused('WrongExpectedVersionError',
      client.appendToStream(stream, [...same, event(2)], { expectedRevision: NO_STREAM, ...way }));

    equal(conflict.actualVersion, 1n);
    equal(revisions(await all(client.readStream(stream))), [0n, 1n]);
  },

  async the_same_id_to_another_stream_is_another_event({ client }, way) {
    const same = event(0);
    await client.appendToStream(fresh(), same, { expectedRevision: NO_STREAM, ...way });
    const stream = fresh();

    await client.appendToStream(stream, same, { expectedRevision: NO_STREAM, ...way });

    equal((await all(client.readStream(stream))).map((r) => r.event.id), [same.id]);
  },

  async many_at_once({ client }, way) {
    const streams = Array.from({ length: 200 }, () => fresh());

    const written = await Promise.all(streams.map((stream) =>
      client.appendToStream(stream, events(2), { expectedRevision: NO_STREAM, ...way })));

    ok(written.every((w) => w.nextExpectedRevision === 1n));
    equal(new Set(written.map((w) => w.position.commit)).size, streams.length);
  },

  async of_more_than_one_mebibyte_is_too_big_and_writes_nothing({ client }, way) {
    const stream = fresh();
    const big = [1, 2, 3].map(() => binaryEvent({ type: 'Big', data: new Uint8Array(400 * 1024) }));

    const refusal = await refused('MaxAppendSizeExceededError',
      client.appendToStream(stream, big, { expectedRevision: NO_STREAM, ...way }));

    equal(refusal.maxAppendSize, 1024 * 1024);
    await refused('StreamNotFoundError', all(client.readStream(stream)));
  },
};

const each = Object.entries(ways).flatMap(([name, way]) =>
  Object.entries(cases).map(([what, run]) => [`append_${name}_${what}`, (given) => run(given, way(given))]));

export const appending = {
  ...Object.fromEntries(each),

  async append_batch_in_many_chunks_is_one_append({ client }) {
    const stream = fresh();
    const kilobytes = Array.from({ length: 20 }, () => binaryEvent({ type: 'Chunk', data: new Uint8Array(1024) }));

    const written = await client.appendToStream(stream, kilobytes, { expectedRevision: NO_STREAM, batchAppendSize: 3000 });

    equal(written.nextExpectedRevision, 19n);
    equal((await all(client.readStream(stream))).map((r) => r.event.id), kilobytes.map((e) => e.id));
  },

  async append_conflict_can_be_a_value({ address }) {
    const client = EventStoreDBClient.connectionString(address.with({ option: 'throwOnAppendFailure=false' }));
    const stream = fresh();
    await client.appendToStream(stream, events(3), { expectedRevision: NO_STREAM, credentials: address.credentials });

    const conflict = await client.appendToStream(stream, event(0), { expectedRevision: NO_STREAM, credentials: address.credentials });

    equal([conflict.success, conflict.nextExpectedRevision], [false, 2n]);
    await client.dispose();
  },
};
