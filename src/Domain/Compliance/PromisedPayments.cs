using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Ledgers;
using BudgetCoaching.Domain.Parameters;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Compliance;

/// <summary>
/// Which payments to a creditor were made on which commitments: from the day of agreement on, what went to no instalment of a plan, each
/// cent counted once, commitments by (due date, id), payments by (value date, id).
/// </summary>
internal sealed class PromisedPayments
{
    private readonly HouseholdFacts facts;
    private readonly CreditorId creditor;
    private readonly ParameterHistory history;
    private readonly List<CommitmentAgreed> commitments = [];
    private readonly List<PaymentRecorded> payments = [];
    private readonly bool hasPlan;

    public PromisedPayments(HouseholdFacts facts, CreditorId creditor, LocalDate asOf, ParameterHistory history)
    {
        this.facts = facts;
        this.creditor = creditor;
        this.history = history;
        foreach (var happened in facts.InOrder)
        {
            if (happened.Effective > asOf)
            {
                break;
            }

            switch (happened)
            {
                case CommitmentAgreed { Kind: CommitmentKind.Payment } commitment when commitment.Creditor == creditor:
                    commitments.Add(commitment);
                    break;
                case PaymentRecorded payment when payment.Creditor == creditor:
                    payments.Add(payment);
                    break;
                case RepaymentPlanAgreed plan when plan.Creditor == creditor:
                    hasPlan = true;
                    break;
                default:
                    break;
            }
        }

        commitments.Sort(static (left, right) =>
            left.DueDate != right.DueDate ? left.DueDate.CompareTo(right.DueDate) : left.Id.CompareTo(right.Id));
    }

    /// <summary>Paid on a commitment by the end of its grace, as it stood then: what went back later was paid in time.</summary>
    public Money InTime(FactId subject, int graceDays)
    {
        var used = new Money[payments.Count];
        foreach (var commitment in commitments)
        {
            var last = commitment.DueDate.PlusDays(graceDays);
            var paid = Sum(Take(commitment.AgreedOn, last, commitment.Amount!.Value, Standing(last), used));
            if (commitment.Id == subject)
            {
                return paid;
            }
        }

        return Money.Zero;
    }

    /// <summary>
    /// The value date of the payment that made a commitment full, as things stand on the day; null while it is not. Payments in time go to
    /// their commitments first, then late ones to the oldest that lack something.
    /// </summary>
    public LocalDate? FullOn(FactId subject, int graceDays, Money tolerance, LocalDate asOf)
    {
        var standing = Standing(asOf);
        var used = new Money[payments.Count];
        var taken = commitments
            .Select(c => Take(c.AgreedOn, c.DueDate.PlusDays(graceDays), c.Amount!.Value, standing, used))
            .ToList();
        for (var i = 0; i < commitments.Count; i++)
        {
            var lacking = commitments[i].Amount!.Value - Sum(taken[i]);
            taken[i].AddRange(Take(commitments[i].DueDate.PlusDays(graceDays + 1), asOf, lacking, standing, used));
            if (commitments[i].Id == subject)
            {
                return FullOn(taken[i], commitments[i].Amount!.Value - tolerance);
            }
        }

        return null;
    }

    private static LocalDate? FullOn(List<Taken> taken, Money wanted)
    {
        var sum = Money.Zero;
        foreach (var part in taken)
        {
            sum += part.Amount;
            if (sum >= wanted)
            {
                return part.ValueDate;
            }
        }

        return null;
    }

    /// <summary>Takes what is wanted from the payments of a time, oldest first, and notes it as used.</summary>
    private List<Taken> Take(LocalDate from, LocalDate to, Money wanted, Money[] standing, Money[] used)
    {
        var taken = new List<Taken>();
        for (var i = 0; i < payments.Count && wanted.IsPositive; i++)
        {
            var free = standing[i] - used[i];
            if (payments[i].ValueDate < from || payments[i].ValueDate > to || !free.IsPositive)
            {
                continue;
            }

            var amount = Money.Min(wanted, free);
            used[i] += amount;
            wanted -= amount;
            taken.Add(new Taken(payments[i].ValueDate, amount));
        }

        return taken;
    }

    /// <summary>Of each payment: what was not taken back by the day and went to no instalment by then; zero or more.</summary>
    private Money[] Standing(LocalDate asOf)
    {
        var places = new Dictionary<FactId, int>(payments.Count);
        var standing = new Money[payments.Count];
        for (var i = 0; i < payments.Count; i++)
        {
            places.Add(payments[i].Id, i);
            standing[i] = payments[i].ValueDate <= asOf ? payments[i].Amount : Money.Zero;
        }

        foreach (var happened in facts.InOrder)
        {
            if (happened.Effective > asOf)
            {
                break;
            }

            if (happened is PaymentReversed reversed && places.TryGetValue(reversed.Payment, out var whole))
            {
                standing[whole] = Money.Zero;
            }
            else if (happened is PaymentRefunded refunded && places.TryGetValue(refunded.Payment, out var part))
            {
                standing[part] -= refunded.Amount;
            }
        }

        foreach (var credit in InstalmentCredits(asOf))
        {
            if (places.TryGetValue(credit.Settlement, out var place))
            {
                standing[place] -= credit.Amount;
            }
        }

        for (var i = 0; i < standing.Length; i++)
        {
            standing[i] = Money.Max(standing[i], Money.Zero);
        }

        return standing;
    }

    private IEnumerable<InstalmentCredit> InstalmentCredits(LocalDate asOf)
        => hasPlan && history.InForce(asOf) is { } set
            ? LedgerStatement.Build(facts, creditor, asOf, set).Plans.SelectMany(plan => plan.Instalments).SelectMany(line => line.Credits)
            : [];

    private static Money Sum(List<Taken> taken) => new(taken.Sum(part => part.Amount.Cents));

    private readonly record struct Taken(LocalDate ValueDate, Money Amount);
}
