// From a first talk to a plan: what a consultant's programme calls, in this order. The days are fixed, so that the figures are.
import assert from 'node:assert/strict';
import { agencyId, connect, date, euro, isVerified, iso, newId, text } from './client.mjs';

const { call, close } = connect({ agency: 'first-talk', actor: 'giulia' });
const agency = `agencies/${agencyId('first-talk')}`;
if (!isVerified) {
  await call('agency', 'CreateAgency', {
    agency_id: 'first-talk', agency: { display_name: 'First talk', opening_date: date('2025-01-01') },
  });
  await call('agency', 'RegisterCreditor', {
    parent: agency, creditor_id: 'aler', creditor: { display_name: 'ALER', registration_date: date('2025-01-01') },
  });
}

// The family, and who lives there: one adult and a child.
const talk = date('2025-09-01');
const { household: { name: household } } = await call('household', 'EnrolHousehold', {
  agency, enrolment_date: talk, display_name: 'Famiglia Primo', request_id: newId(),
});
const members = ['AGE_BAND_18_TO_61', 'AGE_BAND_3_TO_17'].map((age_band) => ({ member_id: newId(), age_band }));
await call('household', 'RecordComposition', { household, composition: { effective_date: talk, members } });

// What is owed, what comes in and what goes out, each with its day, and what is in the purse.
await call('ledger', 'RecordOpeningArrears', {
  household,
  opening_arrears: {
    effective_date: talk, creditor: 'aler', kind: 'CHARGE_KIND_RENT', due_date: date('2025-06-05'), amount: { capital: euro('480.00') },
  },
});
const monthly = (first) => ({ frequency: 'FREQUENCY_MONTHLY', first_date: date(first) });
await call('budget', 'RecordIncomeEntry', {
  household,
  income_entry: {
    declared_date: talk, source: 'INCOME_SOURCE_WAGES', amount: euro('1100.00'), recurrence: monthly('2025-09-10'),
    reliability: 'RELIABILITY_CERTAIN',
  },
});
const expenses = [
  ['food', 'NEED_CLASS_PRIMARY', '365.00', '2025-09-01'],
  ['rent', 'NEED_CLASS_ESSENTIAL', '240.00', '2025-09-12'],
  ['energy', 'NEED_CLASS_ESSENTIAL', '110.00', '2025-09-15'],
];
for (const [category, need, amount, first] of expenses) {
  await call('budget', 'PlanExpense', {
    household, planned_expense: { planned_date: talk, category, need, amount: euro(amount), recurrence: monthly(first) },
  });
}

const { cursor } = await call('budget', 'CountCash', { household, cash_count: { count_date: talk, amount: euro('150.00') } });

// The days ahead, the plans that they allow, and the one that the family chose.
const viewpoint = { as_of: talk, min_cursor: cursor };
const flow = await call('planning', 'GetCashFlow', { household, viewpoint });
console.log(`the lowest balance without a plan is ${text(flow.counted.lowest.balance)} on ${iso(flow.counted.lowest.date)}`);
const { proposals } = await call('planning', 'ProposePlans', { household, viewpoint, debts: [{ creditor: 'aler' }] });
for (const { kind, plans: [one], lowest } of proposals) {
  console.log(`${kind}: ${one.count} x ${text(one.instalment)} from ${iso(one.first_due_date)}, lowest ${text(lowest.balance)}`);
}

const chosen = proposals.at(-1).plans[0];
const { plan } = await call('plan', 'AgreePlan', {
  household,
  terms: {
    signature_date: talk, acceptance_date: talk, creditor: 'aler', covered_charges: chosen.covered_charges,
    equal_instalments: { count: chosen.count, first_due_date: chosen.first_due_date, day_of_month: chosen.day_of_month },
  },
});
assert.equal(plan.judgement.verdict, proposals.at(-1).verdict);
console.log(`agreed: ${plan.instalments.length} instalments, the last ${text(plan.instalments.at(-1).amount)} on ${
  iso(plan.instalments.at(-1).due_date)}; to be reviewed on ${iso(plan.review_date)}`);
close();
