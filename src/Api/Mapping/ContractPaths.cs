using System.Collections.Frozen;
using BudgetCoaching.Domain;

namespace BudgetCoaching.Api.Mapping;

/// <summary>
/// Where the contract has what a rule names: a refusal then tells a path within the request, as a malformed field does, and never a name
/// of the domain's own.
/// </summary>
internal static class ContractPaths
{
    /// <summary>The detail of a refusal that says where.</summary>
    private const string FieldPart = "field";

    /// <summary>What is called the same for all messages that have it.</summary>
    private static readonly FrozenDictionary<string, string> Fields = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["accepted_on"] = "acceptance_date",
        ["agreed_on"] = "agreement_date",
        ["cause_on"] = "cause_date",
        ["change.amount"] = "change.changed.amount",
        ["change.day"] = "change.changed.date",
        ["change.planned"] = "change.planned_date",
        ["charge"] = "charge_id",
        ["claim"] = "claim_id",
        ["commitment"] = "commitment_id",
        ["consent"] = "consent_id",
        ["contract"] = "contract_id",
        ["covered"] = "covered_charges",
        ["covered.amount"] = "covered_charges.amount",
        ["covered.charge"] = "covered_charges.charge_id",
        ["cured_on"] = "cure_date",
        ["designation.by"] = "designation.designated_by",
        ["designation.parts.target"] = "designation.parts.target_id",
        ["dispute"] = "dispute_id",
        ["done_on"] = "done_date",
        ["entry"] = "entry_id",
        ["entries.changes"] = "changes",
        ["entries.changes.amount"] = "changes.changed.amount",
        ["entries.changes.day"] = "changes.changed.date",
        ["entries.changes.planned"] = "changes.planned_date",
        ["entries.id"] = "entries.entry_id",
        ["entries.recurrence.first"] = "entries.recurrence.first_date",
        ["entries.recurrence.last"] = "entries.recurrence.last_date",
        ["hosting"] = "hosting_id",
        ["judged_on"] = "judgement_date",
        ["line"] = "line_id",
        ["members.name"] = "members.display_name",
        ["owner"] = "owner_id",
        ["payment"] = "payment_id",
        ["period.end"] = "period.end_date",
        ["period.start"] = "period.start_date",
        ["plan"] = "plan_id",
        ["planned"] = "planned_id",
        ["published_on"] = "publication_date",
        ["proposal"] = "proposal_id",
        ["reassesses"] = "reassesses_id",
        ["renews"] = "renews_id",
        ["recurrence.first"] = "recurrence.first_date",
        ["recurrence.last"] = "recurrence.last_date",
        ["replaces.plan"] = "replaces.plan_id",
        ["resumed_on"] = "resume_date",
        ["review_on"] = "review_date",
        ["schedule.amounts"] = "schedule.payments",
        ["schedule.count"] = "equal_instalments.count",
        ["schedule.day_of_month"] = "equal_instalments.day_of_month",
        ["schedule.frequency"] = "equal_instalments.frequency",
        ["schedule.first_due_date"] = "equal_instalments.first_due_date",
        ["signed_on"] = "signature_date",
        ["opening_day"] = "as_of",
        ["subject"] = "subject_id",
        ["suspension"] = "suspension_id",
        ["terms.yearly_rate"] = "terms.yearly_rate_ppm",
        ["valid_from"] = "valid_from_date",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is called otherwise in one message, by the message's own field and the rule's name.</summary>
    private static readonly FrozenDictionary<(string Message, string Field), string> Special =
        new Dictionary<(string, string), string>
        {
            [("composition", "date")] = "effective_date",
            [("assignment", "date")] = "effective_date",
            [("income_entry", "date")] = "declared_date",
            [("income", "date")] = "receipt_date",
            [("planned_expense", "date")] = "planned_date",
            [("expense", "date")] = "expense_date",
            [("budget_entry_end", "date")] = "end_date",
            [("occurrence_adjustment", "date")] = "adjustment_date",
            [("occurrence_adjustment", "entry")] = "change.entry_id",
            [("cash_count", "date")] = "count_date",
            [("observed_balance", "date")] = "observation_date",
            [("opening_arrears", "date")] = "effective_date",
            [("added_interest_and_costs", "date")] = "effective_date",
            [("added_interest_and_costs", "amount")] = "interest",
            [("refund", "date")] = "refund_date",
            [("credit", "date")] = "effective_date",
            [("dispute", "date")] = "effective_date",
            [("dispute_closing", "date")] = "effective_date",
            [("lapse", "date")] = "lapse_date",
            [("plan_lapse", "date")] = "lapse_date",
            [("suspension", "date")] = "decision_date",
            [("withdrawal", "date")] = "withdrawal_date",
            [("no_fault_claim", "date")] = "claim_date",
            [("no_fault_decision", "date")] = "decision_date",
            [("suspension_proposal", "date")] = "proposal_date",
            [("suspension_decision", "date")] = "decision_date",
            [("hosting_proposal", "date")] = "proposal_date",
            [("hosting_proposal", "start")] = "period.start_date",
            [("hosting_decision", "date")] = "decision_date",
            [("hosting_ruling", "date")] = "decision_date",
            [("hosting_ruling", "period")] = "proposal_id",
            [("hosting_end", "date")] = "end_date",
            [("flat", "date")] = "effective_date",
            [("flat", "flat")] = "name",
            [("flat", "places")] = "place_count",
            [("ruling", "date")] = "decision_date",
            [("ruling", "period")] = "recognition.period",
            [("ruling", "period.end")] = "recognition.period.end_date",
            [("ruling", "period.start")] = "recognition.period.start_date",
            [("ruling", "suspension")] = "recognition.suspension_id",
            [("contact", "date")] = "contact_date",
            [("resources_lack", "date")] = "lack_date",
            [("evaluation", "date")] = "evaluation_date",
            [("hosting", "date")] = "agreement_date",
            [("exit_plan", "date")] = "agreement_date",
            [("address", "date")] = "effective_date",
            [("protection", "date")] = "decision_date",
            [("consent", "date")] = "consent_date",
            [("consent_withdrawal", "date")] = "withdrawal_date",
            [("erasure", "date")] = "erasure_date",
            [("closing", "date")] = "closing_date",
            [("reopening", "date")] = "reopening_date",
            [("terms", "instalments")] = "schedule.payments",
            [("terms", "instalments.amount")] = "schedule.payments.amount",
            [("terms", "instalments.due_date")] = "schedule.payments.due_date",
            [("agency", "date")] = "opening_date",
            [("creditor", "date")] = "registration_date",
            [("", "date")] = "enrolment_date",
            [("", "label")] = "display_name",
        }.ToFrozenDictionary();

    /// <summary>The detail of a refusal that lists fields, without their values.</summary>
    private const string DifferingPart = "differing";

    /// <param name="refusal">As the rules made it; one without a field stays as it is.</param>
    /// <param name="place">Path of the message in the request that the rules looked at; empty for the request itself.</param>
    public static Refusal Of(Refusal refusal, string place)
    {
        for (var i = 0; i < refusal.Details.Count; i++)
        {
            var field = refusal.Details[i].Value;
            if (refusal.Details[i].Name == DifferingPart)
            {
                var paths = string.Join(',', field.Split(',').Select(name => Of(name, place)));
                return refusal with
                {
                    Details = [.. refusal.Details.Take(i), new RefusalDetail(DifferingPart, paths), .. refusal.Details.Skip(i + 1)],
                };
            }

            if (refusal.Details[i].Name == FieldPart)
            {
                var path = Of(field, place);
                var message = refusal.Message.StartsWith(field + ' ', StringComparison.Ordinal)
                    ? path + refusal.Message[field.Length..]
                    : refusal.Message;
                return new Refusal(
                    refusal.Reason,
                    message,
                    [.. refusal.Details.Take(i), new RefusalDetail(FieldPart, path), .. refusal.Details.Skip(i + 1)]);
            }
        }

        return refusal;
    }

    private static string Of(string field, string place)
    {
        var name = Special.GetValueOrDefault((place[(place.LastIndexOf('.') + 1)..], field)) ?? Fields.GetValueOrDefault(field, field);
        return place.Length == 0 ? name : $"{place}.{name}";
    }
}
