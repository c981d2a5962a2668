// A bulk import as an agency's own programme makes it (docs/bulk.md): 3 households and 12 charges under the agency's own ids, one of them
// bad; then the whole batch again. The first answer that differs from what it should be ends it with an error.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, date, euro } from './client.mjs';

const { call, duplex, close } = connect({ agency: 'bulk', actor: 'bulk' });
const agency = 'agencies/bulk';
await call('agency', 'CreateAgency', {
  agency_id: 'bulk', agency: { display_name: 'Bulk agency', opening_date: date('2025-01-01') },
});
await call('agency', 'RegisterCreditor', {
  parent: agency, creditor_id: 'aler', creditor: { display_name: 'ALER', registration_date: date('2025-01-01') },
});

const writes = [];
for (const number of [1, 2, 3]) {
  writes.push({ enrol_household: { household_id: `external:H-${number}`, agency, enrolment_date: date('2025-01-10') } });
}
for (const month of ['01', '02', '03', '04']) {
  for (const number of [1, 2, 3]) {
    writes.push({
      post_charge: {
        household: `households/external:H-${number}`,
        charge_id: `external:${number}/2025-${month}`,
        charge: {
          issue_date: date(`2025-${month}-01`), due_date: date(`2025-${month}-05`),
          creditor: 'aler', kind: 'CHARGE_KIND_RENT', amount: { capital: euro('200.00') },
        },
      },
    });
  }
}
writes.at(-1).post_charge.charge.due_date = { year: 2025, month: 4, day: 31 };

/** Sends every row while reading the answers: the server reads no further than 256 rows ahead of them. */
async function send(rows) {
  const stream = duplex('bulk', 'ImportFacts');
  const reading = (async () => {
    const answers = [];
    for await (const answer of stream) {
      answers.push(answer);
    }
    return answers;
  })();
  for (const [i, write] of rows.entries()) {
    if (!stream.write({ row: i + 1, ...write })) {
      await once(stream, 'drain');
    }
  }
  stream.end();
  return reading;
}

const count = (answers) => ['accepted', 'unchanged', 'refused']
  .map((outcome) => `${answers.filter((answer) => answer.outcome === outcome).length} ${outcome}`).join(', ');

const first = await send(writes);
assert.deepEqual(first.map((answer) => Number(answer.row)), writes.map((_, i) => i + 1));
console.log(`first time: ${count(first)}`);
const { row, refused } = first.find((answer) => answer.outcome === 'refused');
console.log(`row ${row}: ${refused.reason} ${refused.field} ${refused.value}`);

const again = await send(writes);
console.log(`the same rows again: ${count(again)}`);
assert.equal(again[0].unchanged.name, first[0].accepted.name);

const { statements } = await call('ledger', 'GetLedger', { household: first[0].accepted.name });
assert.equal(statements[0].debts.length, 4);
close();
