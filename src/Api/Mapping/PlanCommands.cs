using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using NodaTime;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Plans and suspensions as they are asked for, before the rules made them facts.</summary>
internal static class PlanCommands
{
    /// <param name="today">The day of signature where none is given.</param>
    public static AgreePlan Read(Fields fields, FactId id, V1.PlanTerms wire, LocalDate today) => new(
        id,
        fields.OptionalDate("signature_date", wire.SignatureDate) ?? today,
        fields.Creditor("creditor", wire.Creditor),
        PlanFacts.ReadCovered(fields, wire.CoveredCharges),
        fields.MoneyOrZero("interest", wire.Interest),
        ReadSchedule(fields, wire),
        wire.LumpSum is { } lump ? Read(fields.In("lump_sum"), lump) : null,
        wire.CurrentBillFirst,
        wire.CourtOrdered,
        fields.OptionalDate("acceptance_date", wire.AcceptanceDate),
        fields.OptionalDate("review_date", wire.ReviewDate),
        PlanFacts.ReadReplacement(fields, wire.Replaces),
        fields.Text("note", wire.Note))
    {
        BearsLegalInterest = wire.LegalInterest,
        Override = wire.Override is { } given ? ReadOverride(fields.In("override"), given) : null,
    };

    /// <param name="today">The day of the lapse where none is given.</param>
    public static LapsePlan Read(Fields fields, FactId id, V1.PlanLapse wire, LocalDate today) => new(
        id,
        fields.OptionalDate("lapse_date", wire.LapseDate) ?? today,
        fields.Fact("plan_id", wire.PlanId),
        fields.SlugOf("reason_code", wire.ReasonCode),
        Money.Zero);

    /// <param name="today">The day of the decision where none is given.</param>
    public static ApproveSuspension Read(Fields fields, FactId id, V1.Suspension wire, LocalDate today) => new(
        id,
        fields.OptionalDate("decision_date", wire.DecisionDate) ?? today,
        fields.Creditor("creditor", wire.Creditor),
        fields.Span("period", wire.Period),
        fields.SlugOf("reason_code", wire.ReasonCode),
        fields.Text("evidence", wire.Evidence),
        fields.Staff("proposer", wire.Proposer),
        fields.Staff("approver", wire.Approver));

    private static PlanSchedule ReadSchedule(Fields fields, V1.PlanTerms wire)
    {
        switch (wire.RepaymentCase)
        {
            case V1.PlanTerms.RepaymentOneofCase.EqualInstalments:
                var equal = wire.EqualInstalments;
                var first = fields.In("equal_instalments").Date("first_due_date", equal.FirstDueDate);
                var day = equal.DayOfMonth == 0 ? first.Day : equal.DayOfMonth;
                return equal.Frequency == V1.Frequency.Unspecified
                    ? new PlanSchedule.EqualMonthly(equal.Count, first, day)
                    : new PlanSchedule.Equal(
                        equal.Count, fields.In("equal_instalments").Choice("frequency", (Frequency)equal.Frequency), first, day);
            case V1.PlanTerms.RepaymentOneofCase.Schedule:
                var inside = fields.In("schedule");
                return new PlanSchedule.Explicit(
                    wire.Schedule.Payments.Select((payment, i) => Read(inside.At("payments", i), payment)).ToValueList());
            default:
                fields.Fault("repayment", "is required: equal_instalments or schedule");
                return new PlanSchedule.Explicit([]);
        }
    }

    private static PlanOverride ReadOverride(Fields fields, V1.PlanOverride wire) =>
        new(fields.Staff("decider", wire.Decider), fields.SlugOf("reason_code", wire.ReasonCode));

    public static ScheduledAmount Read(Fields fields, V1.ScheduledPayment wire) =>
        new(fields.Date("due_date", wire.DueDate), fields.Money("amount", wire.Amount));
}
