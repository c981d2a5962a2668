import { EventStoreDBClient, FOLLOWER, NO_STREAM } from '@eventstore/db-client';
import { all, equal, event, fresh, numbers, ok, refused, Skipped } from '../expect.mjs';

function needsNodes(address) {
  if (address.hosts.length < 2) {
    throw new Skipped('the connection string names one node');
  }
}

/** Each node by itself, without asking who else there is. */
async function alone(address, host, work) {
  const client = EventStoreDBClient.connectionString(address.with({ hosts: [host] }));
  try {
    return await work(client);
  } finally {
    await client.dispose();
  }
}

const requiresLeader = true;

export const cluster = {
  async cluster_client_finds_the_leader({ client, address }) {
    needsNodes(address);

    const written = await client.appendToStream(fresh(), event(0), { expectedRevision: NO_STREAM, requiresLeader });

    equal(written.nextExpectedRevision, 0n);
  },

  async cluster_follower_names_the_leader_and_the_client_goes_there({ address }) {
    needsNodes(address);
    const named = new Set();
    let leaders = 0;
    for (const host of address.hosts) {
      await alone(address, host, async (client) => {
        const stream = fresh();
        const append = () => client.appendToStream(
          stream, event(0), { expectedRevision: NO_STREAM, requiresLeader, credentials: address.credentials });
        try {
          await append();
          leaders++;
        } catch (e) {
          equal(e.constructor.name, 'NotLeaderError', e.stack);
          named.add(`${e.leader.address}:${e.leader.port}`);
          equal((await append()).nextExpectedRevision, 0n);
        }
      });
    }

    equal([leaders, named.size], [1, 1]);
  },

  async cluster_batch_to_a_follower_ends_its_call({ address }) {
    needsNodes(address);
    let ended = 0;
    for (const host of address.hosts) {
      await alone(address, host, async (client) => {
        const both = await Promise.allSettled([1, 2].map((n) =>
          client.appendToStream(fresh(), event(n), { expectedRevision: NO_STREAM, requiresLeader })));
        ended += both.filter((r) => r.status === 'rejected' && r.reason.constructor.name === 'NotLeaderError').length;
      });
    }

    equal(ended, 2 * (address.hosts.length - 1));
  },

  async cluster_follower_passes_on_what_does_not_require_the_leader({ address }) {
    needsNodes(address);
    for (const host of address.hosts) {
      await alone(address, host, async (client) => {
        const written = await client.appendToStream(fresh(), event(0), { expectedRevision: NO_STREAM });
        equal(written.nextExpectedRevision, 0n);
      });
    }
  },

  async cluster_follower_answers_reads({ client, address }) {
    needsNodes(address);
    const stream = fresh();
    await client.appendToStream(stream, event(7), { expectedRevision: NO_STREAM });
    const followers = EventStoreDBClient.connectionString(address.with({ option: `nodePreference=${FOLLOWER}` }));

    await refused('NotLeaderError', all(followers.readStream(stream, { requiresLeader })));
    await followers.dispose();
    const others = EventStoreDBClient.connectionString(address.with({ option: `nodePreference=${FOLLOWER}` }));
    const subscription = others.subscribeToStream(stream);
    for await (const one of subscription) {
      equal(numbers([one]), [7]);
      break;
    }

    ok(true);
    await others.dispose();
  },
};
