// The README's story: enrol, post charges, record payments, agree a plan, check a promise, read both read models.
// Every figure that it prints is compared with the one it should be; the first difference ends it with an error.
import assert from 'node:assert/strict';
import { connect, date, euro, iso, newId, reason, text } from './client.mjs';

const { call, stream, close } = connect();
const say = (line) => console.log(line);

// An agency with one creditor. Asking twice does nothing the second time.
const agency = 'agencies/story';
for (let i = 0; i < 2; i++) {
  await call('agency', 'CreateAgency', {
    agency_id: 'story', agency: { display_name: 'Story agency', opening_date: date('2025-01-01') },
  });
  await call('agency', 'RegisterCreditor', {
    parent: agency, creditor_id: 'aler', creditor: { display_name: 'ALER', registration_date: date('2025-01-01') },
  });
}

// Enrol a household. The same request again gets the same answer.
const enrolment = { agency, enrolment_date: date('2025-01-10'), display_name: 'Famiglia Esempio', request_id: newId() };
const { household, receipt: enrolled } = await call('household', 'EnrolHousehold', enrolment);
const again = await call('household', 'EnrolHousehold', enrolment);
assert.equal(again.household.name, household.name);
assert.equal(again.receipt.already, true);
say(`enrolled ${household.display_name} at version ${enrolled.version}`);

// Four months of rent, due on the fifth.
const charges = [];
for (const month of ['02', '03', '04', '05']) {
  const charge_id = newId();
  charges.push(charge_id);
  await call('ledger', 'PostCharge', {
    household: household.name,
    charge_id,
    charge: {
      issue_date: date(`2025-${month}-01`), due_date: date(`2025-${month}-05`),
      creditor: 'aler', kind: 'CHARGE_KIND_RENT', amount: { capital: euro('200.00') },
    },
  });
}

// One payment, by the law's order: it extinguishes the oldest rent, and 50.00 of the next.
const payment_id = newId();
const paid = await call('ledger', 'RecordPayment', {
  household: household.name,
  payment_id,
  payment: { value_date: date('2025-03-20'), creditor: 'aler', amount: euro('250.00'), remittance: 'affitto' },
});
const at = (as_of) => ({ as_of: date(as_of), min_cursor: paid.cursor });
const owed = await call('arrears', 'GetArrears', { household: household.name, viewpoint: at('2025-06-01') });
assert.equal(text(owed.overdue), '550.00');
say(`overdue on 2025-06-01: ${text(owed.overdue)} since ${iso(owed.creditors[0].overdue_since_date)}`);

const ledger = await call('ledger', 'GetLedger', { household: household.name, viewpoint: at('2025-06-01') });
const allocated = ledger.statements[0].settlements[0].allocations.map((part) => text(part.amount));
assert.deepEqual(allocated, ['200.00', '50.00']);
say(`the payment went ${allocated.join(' + ')}`);

// A plan over what is left of the three open rents: five instalments of 110.00 from 5 July on.
const { plan, receipt: agreed } = await call('plan', 'AgreePlan', {
  household: household.name,
  terms: {
    signature_date: date('2025-06-01'), acceptance_date: date('2025-06-01'), creditor: 'aler',
    covered_charges: charges.slice(1).map((charge_id, i) => ({ charge_id, amount: euro(i === 0 ? '150.00' : '200.00') })),
    equal_instalments: { count: 5, first_due_date: date('2025-07-05') },
  },
});
assert.deepEqual(plan.instalments.map((part) => text(part.amount)), Array(5).fill('110.00'));
const moved = await call('arrears', 'GetArrears', { household: household.name, viewpoint: at('2025-06-02') });
assert.equal(text(moved.overdue), '0.00');
assert.equal(text(moved.creditors[0].figures.scheduled), '550.00');
assert.equal(text(moved.creditors[0].figures.stock), '550.00');
say('signing the plan moved 550.00 from overdue to scheduled and cured nothing');

// The first instalment is paid in time, the second only in part. A promise is judged when its days of grace have passed.
for (const [day, amount] of [['2025-07-04', '110.00'], ['2025-08-05', '40.00']]) {
  await call('ledger', 'RecordPayment', {
    household: household.name,
    payment: {
      value_date: date(day), creditor: 'aler', amount: euro(amount),
      designation: { designated_by: 'DESIGNATED_BY_DEBTOR', parts: [{ target_id: agreed.fact_id }] },
    },
  });
}
const check = (instalment, day) => call('compliance', 'CheckCompliance', {
  household: household.name, subject_id: agreed.fact_id, instalment, judgement_date: date(day),
});
await assert.rejects(check(1, '2025-07-10'), (error) => reason(error) === 'NOT_YET_JUDGEABLE');
const first = await check(1, '2025-07-11');
const second = await check(2, '2025-08-11');
assert.equal(first.judgement.outcome, 'COMPLIANCE_OUTCOME_KEPT');
assert.equal(second.judgement.outcome, 'COMPLIANCE_OUTCOME_PARTLY_KEPT');
say('instalment 1 kept, instalment 2 partly kept');

// Both read models, once they have seen the last write.
const now = { as_of: date('2025-08-31'), min_cursor: second.receipt.cursor };
const trend = await call('arrears', 'GetArrearsTrend', { household: household.name, viewpoint: now });
const months = trend.creditors[0].months.map((month) => `${month.month} ${text(month.month_end.figures.stock)}`);
assert.deepEqual(months, [
  '2025-02 200.00', '2025-03 150.00', '2025-04 350.00', '2025-05 550.00', '2025-06 550.00', '2025-07 440.00', '2025-08 400.00',
]);
assert.equal(trend.creditors[0].assessment.trend_class, 'TREND_CLASS_IMPROVING');
say(`arrears stock by month: ${months.join(', ')}; ${trend.creditors[0].assessment.trend_class}`);

const progress = await call('empowerment', 'GetEmpowermentProgress', { household: household.name, viewpoint: now });
const reliability = progress.steps.at(-1).payment_reliability;
assert.equal(reliability.points.decimal, '75.0000');
say(`payment reliability ${reliability.points.decimal} of 100 (${reliability.kept_count} kept, ${reliability.partly_kept_count} partly)`);

// What was true on a day and what was known at a moment are two questions.
const then = await call('arrears', 'GetArrears', {
  household: household.name, viewpoint: { as_of: date('2025-06-01'), known_at: enrolled.record_time },
});
assert.equal(text(then.overdue), '0.00');
say('known just after the enrolment, nothing was overdue on 2025-06-01');

// Every event again, with both clocks and the hash that chains it to the one before.
const events = [];
for await (const event of stream('household', 'ReplayHousehold', { household: household.name })) {
  events.push(event);
}
events.slice(1).forEach((event, i) => assert.deepEqual(event.previous_hash, events[i].hash));
assert.deepEqual(events.map((event) => Number(event.version)), events.map((_, i) => i + 1));
say(`replayed ${events.length} events: ${events.map((event) => event.event_type).join(', ')}`);
close();
