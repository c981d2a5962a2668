// What a desk asks about plans: proposals, the smallest change that makes one possible, and drafts with a number of instalments.
import { fromCents, toCents } from './client.mjs';

const creditor = 'aler';

/** Plans over all that is due, none of which a check blocks; with a change of the budget, if one is given. */
export function proposalsOf(call, household, change) {
  return call('planning', 'ProposePlans', {
    household, debts: [{ creditor }], prefer_within_limits: true, budget: change && { entries: [change.changed] },
  });
}

/** The smallest move of a planned expense, with the expense as planned; an error where there is a plan without any. */
export async function changeOf(call, household) {
  const { impossible } = await proposalsOf(call, household);
  const change = impossible?.changes.find((one) => one.move_days);
  if (!change) {
    throw new Error('a plan is possible as things stand, or no later date makes one so');
  }

  const { planned_expenses: expenses } = await call('budget', 'GetBudget', { household });
  const { planned_expense: planned } = expenses.find((expense) => expense.fact_id === change.entry_id);
  return { ...change, category: planned.category, planned };
}

/** Equal monthly instalments from the day on which the gentlest plan begins, the last with the remainder (R40). */
export async function draftOf(call, household, change, count) {
  const { proposals } = await proposalsOf(call, household, change);
  const { total, first_due_date: first, day_of_month: day } = proposals.find((one) => one.kind === 'PROPOSAL_KIND_GENTLEST').plans[0];
  const cents = toCents(total);
  const each = (2n * cents + BigInt(count)) / (2n * BigInt(count));
  const payments = Array.from({ length: count }, (_, i) => ({
    due_date: monthly(first, day, i), amount: fromCents(i < count - 1 ? each : cents - each * BigInt(count - 1)),
  }));
  return { budget: { entries: [change.changed] }, plans: [{ creditor, payments }] };
}

/** A month without the day takes its last. */
function monthly(first, day, months) {
  const lastOfMonth = new Date(Date.UTC(first.year, first.month + months, 0));
  const [year, month] = [lastOfMonth.getUTCFullYear(), lastOfMonth.getUTCMonth() + 1];
  return { year, month, day: Math.min(day, lastOfMonth.getUTCDate()) };
}
