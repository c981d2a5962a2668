import { END, eventTypeFilter, NO_STREAM, START, streamNameFilter } from '@eventstore/db-client';
import { emitted, equal, event, events, first, fresh, numbers, ok, revisions } from '../expect.mjs';

export const subscribing = {
  async subscribe_to_a_stream_gives_what_is_there_and_what_comes({ client }) {
    const stream = fresh();
    await client.appendToStream(stream, events(3), { expectedRevision: NO_STREAM });
    const subscription = client.subscribeToStream(stream, { fromRevision: START });
    const live = emitted(subscription, 'caughtUp');
    const found = first(5, subscription);
    await live;

    await client.appendToStream(stream, [event(3), event(4)], { expectedRevision: 2n });

    equal(numbers(await found), [0, 1, 2, 3, 4]);
    ok(subscription.id.length > 0);
  },

  async subscribe_to_a_stream_begins_after_the_revision({ client }) {
    const stream = fresh();
    await client.appendToStream(stream, events(5), { expectedRevision: NO_STREAM });

    equal(revisions(await first(2, client.subscribeToStream(stream, { fromRevision: 2n }))), [3n, 4n]);
  },

  async subscribe_to_a_stream_from_its_end_gives_new_ones_only({ client }) {
    const stream = fresh();
    await client.appendToStream(stream, events(5), { expectedRevision: NO_STREAM });
    const subscription = client.subscribeToStream(stream, { fromRevision: END });
    const found = first(1, subscription);
    await emitted(subscription, 'caughtUp');

    await client.appendToStream(stream, event(5), { expectedRevision: 4n });

    equal(revisions(await found), [5n]);
  },

  async subscribe_to_a_missing_stream_waits_for_it({ client }) {
    const stream = fresh();
    const subscription = client.subscribeToStream(stream, { fromRevision: START });
    const found = first(1, subscription);
    await emitted(subscription, 'confirmation');

    await client.appendToStream(stream, event(0), { expectedRevision: NO_STREAM });

    equal(revisions(await found), [0n]);
  },

  async subscribe_to_all_by_the_names_of_streams({ client }) {
    const [ours, others] = [fresh('Ours'), fresh('Others')];
    const began = await client.appendToStream(fresh('Before'), event(0), { expectedRevision: NO_STREAM });
    await client.appendToStream(ours + '-a', event(1), { expectedRevision: NO_STREAM });
    await client.appendToStream(others, event(2), { expectedRevision: NO_STREAM });
    const filter = streamNameFilter({ prefixes: [ours, 'Nobody-'] });
    const subscription = client.subscribeToAll({ fromPosition: began.position, filter });
    const found = first(2, subscription);
    await emitted(subscription, 'caughtUp');

    await client.appendToStream(others, event(3), { expectedRevision: 0n });
    await client.appendToStream(ours + '-b', event(4), { expectedRevision: NO_STREAM });

    equal((await found).map((r) => r.event.streamId), [ours + '-a', ours + '-b']);
    equal(numbers(await found), [1, 4]);
  },

  async subscribe_to_all_begins_after_the_position({ client }) {
    const stream = fresh();
    const at = await client.appendToStream(stream, event(0), { expectedRevision: NO_STREAM });
    await client.appendToStream(stream, event(1), { expectedRevision: 0n });

    const filter = streamNameFilter({ prefixes: [stream] });
    equal(numbers(await first(1, client.subscribeToAll({ fromPosition: at.position, filter }))), [1]);
  },

  async subscribe_to_all_by_the_types_of_events({ client }) {
    const type = fresh('Kind').replaceAll('-', '');
    const stream = fresh();
    const began = await client.appendToStream(stream, event(0), { expectedRevision: NO_STREAM });
    await client.appendToStream(stream, [event(1, 'Other'), event(2, type), event(3, `${type}More`)], { expectedRevision: 0n });

    const byExpression = client.subscribeToAll({ fromPosition: began.position, filter: eventTypeFilter({ regex: `^${type}$|^${type}M` }) });
    const byPrefix = client.subscribeToAll({ fromPosition: began.position, filter: eventTypeFilter({ prefixes: [`${type}M`] }) });

    equal(numbers(await first(2, byExpression)), [2, 3]);
    equal(numbers(await first(1, byPrefix)), [3]);
  },

  async subscribe_to_all_without_a_filter_is_not_filtered({ client }) {
    const began = await client.appendToStream(fresh(), event(0), { expectedRevision: NO_STREAM });
    const stream = fresh();
    await client.appendToStream(stream, events(2), { expectedRevision: NO_STREAM });

    const found = await first(2, client.subscribeToAll({ fromPosition: began.position }));

    ok(found.every((r) => r.event.position.commit > began.position.commit));
  },

  async subscribe_to_all_tells_how_far_it_has_looked({ client }) {
    const stream = fresh();
    const began = await client.appendToStream(fresh(), event(0), { expectedRevision: NO_STREAM });
    for (let i = 0; i < 30; i++) {
      await client.appendToStream(fresh('Noise'), event(i), { expectedRevision: NO_STREAM });
    }

    const checkpoints = [];
    const filter = streamNameFilter({
      prefixes: [stream], maxSearchWindow: 5, checkpointInterval: 2, checkpointReached: (_, at) => { checkpoints.push(at.commit); },
    });
    const subscription = client.subscribeToAll({ fromPosition: began.position, filter });
    const found = first(1, subscription);
    await emitted(subscription, 'caughtUp');

    await client.appendToStream(stream, event(31), { expectedRevision: NO_STREAM });

    equal(numbers(await found), [31]);
    ok(checkpoints.length >= 2, `${checkpoints.length} checkpoints`);
    ok(checkpoints.every((at, i) => i === 0 || at >= checkpoints[i - 1]));
    ok(checkpoints.every((at) => at > began.position.commit));
  },
};
