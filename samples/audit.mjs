// An auditor's look at one household: the figure traced to its facts, and the chain of its events recomputed from their bytes with nothing
// but SHA-256 (docs/audit-format.md).
import { createHash } from 'node:crypto';
import { connect, text, toCents } from './client.mjs';

const { call, stream, close } = connect({ actor: 'auditor', role: 'auditor', agency: 'demo' });
const household = process.argv[2];
if (!household?.startsWith('households/')) {
  console.error('say which: node samples/audit.mjs households/ID');
  process.exit(1);
}

const parts = ({ capital, interest, costs }) => [capital, interest, costs].reduce((sum, part) => sum + toCents(part), 0n);
const shown = (cents) => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;

/** Every open debt with what was paid on it, payment by payment. */
async function trace() {
  const { statements } = await call('ledger', 'GetLedger', { household });
  let total = 0n;
  for (const { creditor, debts, settlements } of statements) {
    for (const debt of debts.filter((one) => parts(one.outstanding) > 0n)) {
      const paid = settlements.flatMap((settlement) => settlement.allocations.filter((part) => part.target_id === debt.fact_id));
      const sum = [parts(debt.charged), ...paid.map((part) => toCents(part.amount))].map(shown).join(' - ');
      const state = debt.state.replace('STATE_', '').toLowerCase();
      console.log(`${creditor.split('/').at(-1)}, ${state}: ${sum} = ${shown(parts(debt.outstanding))}`);
      total += parts(debt.outstanding);
    }
  }

  const { total_debt: answered } = await call('arrears', 'GetArrears', { household });
  console.log(`together ${shown(total)}; the service answers ${text(answered)}`);
}

/** A field of the hash: its length in four bytes, then its bytes. */
function field(bytes) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}

function number(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

const micros = ({ seconds, nanos }) => BigInt(seconds) * 1_000_000n + BigInt(nanos) / 1_000n;

/** @param name The stream's, Household- and the id. */
function hashOf(name, previous, event) {
  const fields = [
    Buffer.from('bc1'), previous, Buffer.from(name), number(event.version), Buffer.from(event.event_id.replaceAll('-', ''), 'hex'),
    Buffer.from(event.event_type), number(event.schema), number(micros(event.record_time)), event.stored_metadata, event.stored_event,
  ];
  return createHash('sha256').update(Buffer.concat(fields.flatMap(field))).digest();
}

async function verify() {
  const name = `Household-${household.split('/')[1]}`;
  let previous = Buffer.alloc(32);
  let version = 0;
  for await (const event of stream('household', 'ReplayHousehold', { household })) {
    const hash = hashOf(name, previous, event);
    if (Number(event.version) !== ++version || !hash.equals(event.hash)) {
      console.log(`event ${event.version} was changed, or one before it is missing`);
      process.exitCode = 1;
      return;
    }

    previous = hash;
  }

  console.log(`${version} events, none missing, each hash recomputed from its bytes: the chain holds`);
}

try {
  await trace();
  await verify();
} finally {
  close();
}
