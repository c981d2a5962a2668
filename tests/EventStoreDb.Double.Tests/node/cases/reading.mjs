import { BACKWARDS, binaryEvent, END, FORWARDS, jsonEvent, NO_STREAM, START } from '@eventstore/db-client';
import { all, equal, event, events, fresh, numbers, ok, refused, revisions } from '../expect.mjs';

async function written(client, count) {
  const stream = fresh();
  await client.appendToStream(stream, events(count), { expectedRevision: NO_STREAM });
  return stream;
}

export const reading = {
  async read_forwards_gives_all_in_order({ client }) {
    const stream = await written(client, 700);

    const found = await all(client.readStream(stream));

    equal(numbers(found), Array.from({ length: 700 }, (_, n) => n));
    equal(revisions(found), Array.from({ length: 700 }, (_, n) => BigInt(n)));
  },

  async read_stops_at_its_limit({ client }) {
    const stream = await written(client, 10);

    equal(numbers(await all(client.readStream(stream, { maxCount: 3 }))), [0, 1, 2]);
    equal(numbers(await all(client.readStream(stream, { fromRevision: 8n, maxCount: 3 }))), [8, 9]);
  },

  async read_backwards({ client }) {
    const stream = await written(client, 10);
    const back = (options) => all(client.readStream(stream, { direction: BACKWARDS, ...options }));

    equal(numbers(await back({ fromRevision: END })), [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    equal(numbers(await back({ fromRevision: END, maxCount: 1 })), [9]);
    equal(numbers(await back({ fromRevision: 4n, maxCount: 3 })), [4, 3, 2]);
    equal(numbers(await back({ fromRevision: START })), [0]);
  },

  async read_beyond_the_end_is_empty({ client }) {
    const stream = await written(client, 2);

    equal(await all(client.readStream(stream, { fromRevision: 2n })), []);
    equal(await all(client.readStream(stream, { fromRevision: END, direction: FORWARDS })), []);
  },

  async read_of_a_missing_stream_says_so({ client }) {
    const stream = fresh();

    const refusal = await refused('StreamNotFoundError', all(client.readStream(stream)));
    await refused('StreamNotFoundError', all(client.readStream(stream, { direction: BACKWARDS, fromRevision: END })));

    equal(refusal.streamName, stream);
  },

  async read_gives_what_was_written({ client }) {
    const stream = fresh('Casa-di-Nonnò');
    const json = jsonEvent({ type: 'Jötunn', data: { già: 'pagato ☺' }, metadata: { who: 'consulente' } });
    const binary = binaryEvent({ type: 'Bytes', data: Uint8Array.of(0, 255, 10), metadata: Uint8Array.of(1, 0, 254) });
    const began = Date.now();
    const { position } = await client.appendToStream(stream, [json, binary], { expectedRevision: NO_STREAM });

    const [first, second] = await all(client.readStream(stream));

    equal(
      [first.event.streamId, first.event.id, first.event.type, first.event.data, first.event.metadata, first.event.isJson],
      [stream, json.id, 'Jötunn', { già: 'pagato ☺' }, { who: 'consulente' }, true]);
    equal(
      [second.event.id, [...second.event.data], [...second.event.metadata], second.event.isJson],
      [binary.id, [0, 255, 10], [1, 0, 254], false]);
    equal(second.event.position, position);
    ok(Math.abs(first.event.created.getTime() - began) < 300_000);
  },

  async read_all_goes_on_from_a_position_inclusive({ client }) {
    const stream = fresh();
    const first = await client.appendToStream(stream, event(1), { expectedRevision: NO_STREAM });
    await client.appendToStream(fresh(), event(2), { expectedRevision: NO_STREAM });
    const third = await client.appendToStream(stream, event(3), { expectedRevision: 0n });

    const forwards = await all(client.readAll({ fromPosition: first.position }));
    const backwards = await all(client.readAll({ fromPosition: third.position, direction: BACKWARDS, maxCount: 100 }));

    equal(numbers(forwards.filter((r) => r.event.streamId === stream)), [1, 3]);
    ok(forwards.some((r) => r.event.data?.n === 2));
    equal(forwards[0].event.position, first.position);
    equal(forwards[0].commitPosition, first.position.commit);
    // Where it is read backwards from is not read itself.
    equal(numbers(backwards.filter((r) => r.event.streamId === stream)), [1]);
    ok(backwards.every((r, i) => i === 0 || r.event.position.commit < backwards[i - 1].event.position.commit));
  },

  async read_all_backwards_begins_with_the_last({ client }) {
    const { position } = await client.appendToStream(fresh(), event(0), { expectedRevision: NO_STREAM });

    const [last] = await all(client.readAll({ fromPosition: END, direction: BACKWARDS, maxCount: 1 }));

    ok(last.event.position.commit >= position.commit);
  },

  async read_all_stops_at_its_limit({ client }) {
    await written(client, 20);

    equal((await all(client.readAll({ maxCount: 7 }))).length, 7);
  },
};
