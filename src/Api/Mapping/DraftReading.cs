using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;

namespace BudgetCoaching.Api.Mapping;

/// <summary>A drafted plan as it was given, before it is known what the books tell.</summary>
/// <param name="Creditors">Of all instalments, in their order.</param>
/// <param name="Replanned">Those whose active plan is replaced.</param>
/// <param name="Payments">Of all creditors together.</param>
internal sealed record DraftReading(
    BudgetEdits Budget, IReadOnlyList<CreditorId> Creditors, IReadOnlyList<CreditorId> Replanned, ValueList<ScheduledAmount> Payments)
{
    public static DraftReading Read(Fields fields, string name, V1.PlanDraft? wire) =>
        fields.Required(name, wire, static (inside, draft) => Read(inside, draft)) ?? new DraftReading(BudgetEdits.None, [], [], []);

    private static DraftReading Read(Fields fields, V1.PlanDraft wire)
    {
        var creditors = new List<CreditorId>();
        var replanned = new List<CreditorId>();
        var payments = new List<ScheduledAmount>();
        for (var i = 0; i < wire.Plans.Count; i++)
        {
            var inside = fields.At("plans", i);
            var creditor = inside.Creditor("creditor", wire.Plans[i].Creditor);
            creditors.Add(creditor);
            if (wire.Plans[i].ReplacesPlan)
            {
                replanned.Add(creditor);
            }

            payments.AddRange(wire.Plans[i].Payments.Select((payment, j) => PlanCommands.Read(inside.At("payments", j), payment)));
        }

        return new DraftReading(BudgetDrafts.Read(fields, "budget", wire.Budget), creditors, replanned, [.. payments]);
    }
}

/// <summary>A debt for which a plan is asked, as it was given.</summary>
/// <param name="Debt">Null: all that can be planned.</param>
internal sealed record DebtReading(CreditorId Creditor, Money? Debt, Money Interest, bool ReplacesPlan, bool BearsLegalInterest)
{
    public static DebtReading Read(Fields fields, V1.DebtToPlan wire) => new(
        fields.Creditor("creditor", wire.Creditor),
        fields.OptionalMoney("debt", wire.Debt),
        fields.MoneyOrZero("interest", wire.Interest),
        wire.ReplacesPlan,
        wire.LegalInterest);
}
