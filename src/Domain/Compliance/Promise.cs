using BudgetCoaching.Domain.Households;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Compliance;

/// <summary>What a judgement is about: a commitment, or one instalment of a plan (R32).</summary>
/// <param name="Instalment">Null for a commitment.</param>
/// <param name="Creditor">Null where no money was promised.</param>
/// <param name="Amount">As promised; zero where no money was.</param>
public sealed record Promise(FactId Subject, int? Instalment, CreditorId? Creditor, LocalDate AgreedOn, LocalDate DueDate, Money Amount)
{
    /// <summary>Judged by what was paid, and counted in E1; any other promise is judged by a person.</summary>
    public bool IsPayment => Creditor is not null;

    /// <summary>By due date, then id, then instalment.</summary>
    internal static int Compare(Promise left, Promise right)
    {
        var byDue = left.DueDate.CompareTo(right.DueDate);
        var bySubject = byDue != 0 ? byDue : left.Subject.CompareTo(right.Subject);
        return bySubject != 0 ? bySubject : Nullable.Compare(left.Instalment, right.Instalment);
    }

    /// <summary>Null when the fact makes no such promise.</summary>
    public static Promise? Of(Fact fact, int? instalment)
    {
        if (fact is CommitmentAgreed commitment && instalment is null)
        {
            var creditor = commitment.Kind == CommitmentKind.Payment ? commitment.Creditor : null;
            return new Promise(
                commitment.Id, Instalment: null, creditor, commitment.AgreedOn, commitment.DueDate, commitment.Amount ?? Money.Zero);
        }

        if (fact is RepaymentPlanAgreed plan && instalment is { } number && number >= 1 && number <= plan.Instalments.Count)
        {
            var due = plan.Instalments[number - 1];
            return new Promise(plan.Id, number, plan.Creditor, plan.SignedOn, due.DueDate, due.Amount);
        }

        return null;
    }
}
