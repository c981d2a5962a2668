// A consultant's desk: what a day with the demo's families looks like from the command line. Days are counted from today, because the
// demo's families live around the day on which it was first opened.
import { agencyId, connect, date, euro, iso, newId, reason, text } from './client.mjs';
import { changeOf, draftOf, proposalsOf } from './plans.mjs';

const { call, close } = connect({ actor: 'giulia', agency: 'demo' });
const say = (line) => console.log(line);
const agency = `agencies/${agencyId('demo')}`;
const millisecondsADay = 86_400_000;

const today = (asked) => iso(asked.resolved.as_of);
const inDays = (asked, date) => (Date.parse(iso(date)) - Date.parse(today(asked))) / millisecondsADay;
const words = (name, prefix) => name.replace(prefix, '').toLowerCase().replaceAll('_', ' ');

/** Lists hold no personal data: the names come one by one, and each reading is entered in the register. */
async function families() {
  const { households } = await call('household', 'ListHouseholds', { agency, show_closed: true, page_size: 500 });
  return Promise.all(households.map(({ household: name }) => call('household', 'GetHousehold', { name })));
}

/** By a part of its name, in whatever case. */
async function find(name) {
  const found = (await families()).filter((household) => household.display_name.toLowerCase().includes(name.toLowerCase()));
  if (found.length !== 1) {
    throw new Error(`${found.length} families of ${agency} are called '${name}'; see: node samples/desk.mjs today`);
  }

  return found[0];
}

const reasonOf = (part, entry) => `${part.reason === 'SCORE_REASON_WARNING' ? words(part.warning_kind, 'WARNING_KIND_')
  : part.reason === 'SCORE_REASON_TREND' ? words(entry.trend_class, 'TREND_CLASS_')
    : words(part.reason, 'SCORE_REASON_')} ${part.points}`;

/** Whom to see today, and why: the points of each reason add up to the score. */
async function list() {
  const names = new Map((await families()).map((household) => [household.name, household.display_name]));
  const { entries } = await call('warning', 'GetWorkList', { agency });
  for (const entry of entries) {
    say(`${entry.rank} ${names.get(entry.household)} ${entry.score}: ${entry.parts.map((part) => reasonOf(part, entry)).join(', ')}`);
  }
}

async function family(name) {
  const household = await find(name);
  say(`${household.display_name}, followed by ${household.consultant || 'nobody yet'}`);
  const { creditors } = await call('arrears', 'GetArrearsTrend', { household: household.name });
  for (const { current: { creditor, figures, months_of_charge: months }, assessment } of creditors) {
    say(`${creditor.split('/').at(-1)}: overdue ${text(figures.overdue)}${months ? `, ${months.decimal} months of charge` : ''}; `
      + `scheduled ${text(figures.scheduled)}; ${words(assessment.trend_class, 'TREND_CLASS_')}`);
  }

  for (const warning of (await call('warning', 'GetWarnings', { household: household.name })).warnings) {
    say(`${words(warning.kind, 'WARNING_KIND_')}${warning.amount ? ` ${text(warning.amount)}` : ''}`);
  }
}

/** The days ahead, one by one: what a monthly surplus hides. */
async function cash(name) {
  const household = await find(name);
  const flow = await call('planning', 'GetCashFlow', { household: household.name, horizon_days: 30 });
  say(`in hand ${text(flow.opening)}, and ${text(flow.daily_need)} a day for primary needs`);
  say(flow.counted.bad_day_count === 0
    ? 'no day of the next 30 ends below zero'
    : `${flow.counted.bad_day_count} of the next 30 days end below zero, the first in ${inDays(flow, flow.counted.first_bad_date)} days`);
  say(`the lowest is ${text(flow.counted.lowest.balance)} in ${inDays(flow, flow.counted.lowest.date)} days`);
}

const kindOf = (proposal) => words(proposal.kind, 'PROPOSAL_KIND_');
const sizeOf = ({ count, instalment, last_instalment: last }) => `${count} instalments of ${text(instalment)}, the last ${text(last)}`;

/** @param changed 'changed': with the smallest change of the budget that makes a plan possible. */
async function propose(name, changed) {
  const household = await find(name);
  const change = changed === 'changed' ? await changeOf(call, household.name) : undefined;
  const asked = await proposalsOf(call, household.name, change);
  for (const proposal of asked.proposals) {
    say(`${kindOf(proposal)}: ${sizeOf(proposal.plans[0])}; the lowest is ${text(proposal.lowest.balance)}`);
  }

  if (asked.impossible) {
    const { lowest, changes } = asked.impossible;
    const { category, move_days: days } = await changeOf(call, household.name);
    say('no plan leaves every day above zero: '
      + `with the easiest the lowest is ${text(lowest.balance)} in ${inDays(asked, lowest.date)} days`);
    say(`but one would if the ${category} came ${days} days later: the lowest is then ${text(changes[0].lowest.balance)}`);
  }
}

const verdictOf = ({ verdict, checks }) => (verdict === 'CHECK_VERDICT_BLOCK'
  ? `blocked by ${checks.filter((check) => check.verdict === verdict).map((check) => words(check.kind, 'PLAN_CHECK_KIND_')).join(', ')}`
  : 'blocked by nothing');

/** Two drafts with so many instalments each, beside each other. */
async function compare(name, one, other) {
  const household = await find(name);
  const change = await changeOf(call, household.name);
  const counts = [Number(one), Number(other)];
  const drafts = await Promise.all(counts.map((count) => draftOf(call, household.name, change, count)));
  const { first, second } = await call('planning', 'ComparePlans', { household: household.name, first: drafts[0], second: drafts[1] });
  [first, second].forEach((judged, i) => say(
    `${counts[i]} instalments of ${text(drafts[i].plans[0].payments[0].amount)}: ${verdictOf(judged)}`));
}

/** Moves the expense that stands in the way, then agrees the gentlest plan; what the server refuses ends it. */
async function agree(name) {
  const household = await find(name);
  const change = await changeOf(call, household.name);
  const { proposals } = await proposalsOf(call, household.name, change);
  const gentlest = proposals.find((proposal) => proposal.kind === 'PROPOSAL_KIND_GENTLEST').plans[0];
  const { resolved } = await call('arrears', 'GetArrears', { household: household.name });
  await call('budget', 'EndBudgetEntry', {
    household: household.name, budget_entry_end: { end_date: resolved.as_of, entry_id: change.entry_id },
  });
  const { category, need } = change.planned;
  await call('budget', 'PlanExpense', {
    household: household.name,
    planned_expense: { planned_date: resolved.as_of, category, need, amount: change.changed.amount, recurrence: change.changed.recurrence },
  });
  say(`the ${category} comes ${change.move_days} days later from now on`);
  const terms = {
    creditor: gentlest.creditor,
    covered_charges: gentlest.covered_charges,
    equal_instalments: { count: gentlest.count, first_due_date: gentlest.first_due_date, day_of_month: gentlest.day_of_month },
    acceptance_date: resolved.as_of,
  };
  const { plan, receipt } = await call('plan', 'AgreePlan', { household: household.name, terms });
  const arrears = await call('arrears', 'GetArrears', { household: household.name, viewpoint: { min_cursor: receipt.cursor } });
  const [{ figures }] = arrears.creditors;
  say(`agreed ${plan.instalments.length} instalments; overdue ${text(figures.overdue)}, scheduled ${text(figures.scheduled)}, `
    + `arrears stock ${text(figures.stock)}`);
}

/**
 * A receipt of so many days ago, found today, and sent twice as a careful program does. Both answers stay: what is known now, and what was
 * known before.
 */
async function paid(name, amount, daysAgo) {
  const household = (await find(name)).name;
  const before = await call('arrears', 'GetArrears', { household });
  const valueDate = new Date(Date.parse(today(before)) - Number(daysAgo) * millisecondsADay).toISOString().slice(0, 10);
  const request = {
    household, request_id: newId(), payment: { value_date: date(valueDate), creditor: 'aler', amount: euro(amount), remittance: 'receipt' },
  };
  const receipt = await call('ledger', 'RecordPayment', request);
  const again = await call('ledger', 'RecordPayment', request);
  const { as_of, known_at } = before.resolved;
  const now = await call('arrears', 'GetArrears', { household, viewpoint: { as_of, min_cursor: receipt.cursor } });
  const then = await call('arrears', 'GetArrears', { household, viewpoint: { as_of, known_at } });
  say(`recorded; sent again, ${again.already ? 'nothing more was recorded' : 'it was recorded twice'}`);
  say(`overdue today: ${text(now.overdue)} as known now, ${text(then.overdue)} as known before`);
}

const commands = new Map([
  ['today', [list]],
  ['family', [family, 'NAME']],
  ['cash', [cash, 'NAME']],
  ['propose', [propose, 'NAME', '[changed]']],
  ['compare', [compare, 'NAME', 'INSTALMENTS', 'INSTALMENTS']],
  ['agree', [agree, 'NAME']],
  ['paid', [paid, 'NAME', 'EURO', 'DAYS-AGO']],
]);
const [command, ...rest] = process.argv.slice(2);
const [run, ...expected] = commands.get(command) ?? [];
try {
  if (!run || rest.length > expected.length || rest.length < expected.filter((word) => !word.startsWith('[')).length) {
    throw new Error(['say one of:', ...[...commands].map(([name, [, ...after]]) => `  ${[name, ...after].join(' ')}`)].join('\n'));
  }

  await run(...rest);
} catch (error) {
  console.error(reason(error) ? `${reason(error)}: ${error.details}` : error.message);
  process.exitCode = 1;
} finally {
  close();
}
