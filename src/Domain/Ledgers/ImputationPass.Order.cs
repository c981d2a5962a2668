namespace BudgetCoaching.Domain.Ledgers;

internal sealed partial class ImputationPass
{
    /// <summary>Up to so many debts of a group are shared among without an allocation.</summary>
    private const int SmallGroup = 16;

    /// <summary>Debts that only pro rata tells apart, while they are being paid.</summary>
    private int[] group;
    private int groupCount;

    /// <summary>
    /// Lays money on what is due in the order of the law: less secured, more onerous, older, pro rata (R17c), with due instalments among
    /// the debts, or after them where the plan says so (R21). What is left stays with the payer (R20).
    /// </summary>
    private long PayAutomatically(int settlement, long cents)
    {
        var skipped = 0;
        while (cents > 0)
        {
            skipped = SkipBarred(skipped);
            var debt = openFrom + skipped < openTo ? open[openFrom + skipped] : -1;
            var instalment = activePlan < 0 ? -1 : FirstUnpaid(today);
            if (debt < 0 && instalment < 0)
            {
                break;
            }

            var order = debt < 0 ? 1
                : instalment < 0 || book.Plans[activePlan].CurrentBillFirst ? -1
                : CompareWithInstalment(debt, instalment);
            cents -= order > 0 ? PayInstalment(settlement, cents, instalment)
                : order < 0 && IsAlone(skipped) ? PayReachable(settlement, debt, cents)
                : PayTied(settlement, skipped, order == 0 ? instalment : -1, cents);
        }

        return cents > 0 && rules.ExcessToNextCharge ? PayNextCharges(settlement, cents) : cents;
    }

    /// <summary>A time-barred debt is reached by designation only (R19).</summary>
    private int SkipBarred(int skipped)
    {
        while (openFrom + skipped < openTo && book.Debts[open[openFrom + skipped]].Barred <= today)
        {
            skipped++;
        }

        return skipped;
    }

    private bool IsAlone(int skipped)
    {
        var at = openFrom + skipped;
        return at + 1 == openTo || book.Debts[open[at]].Group != book.Debts[open[at + 1]].Group;
    }

    private int CompareWithInstalment(int place, int instalment)
    {
        var debt = book.Debts[place];
        var order = debt.Rank.CompareTo(planRank);
        order = order != 0 ? order : planRate.CompareTo(debt.Rate);
        return order != 0 ? order : debt.Due.CompareTo(book.Plans[activePlan].Instalments[instalment].Due);
    }

    private long PayReachable(int settlement, int debt, long cents)
    {
        var paid = Math.Min(cents, debts[debt].Reachable);
        PayDebt(settlement, debt, paid, -1, -1);
        return paid;
    }

    /// <summary>Debts alike in all but the id, and perhaps an instalment, share pro rata by what is reachable (R17c, R22).</summary>
    private long PayTied(int settlement, int skipped, int instalment, long cents)
    {
        groupCount = 0;
        var of = book.Debts[open[openFrom + skipped]].Group;
        for (var at = openFrom + skipped; at < openTo && book.Debts[open[at]].Group == of; at++)
        {
            if (book.Debts[open[at]].Barred > today)
            {
                AddToGroup(open[at]);
            }
        }

        return PayGroup(settlement, instalment, cents);
    }

    /// <param name="instalment">Shares with the group where it ties with it; −1 for none.</param>
    private long PayGroup(int settlement, int instalment, long cents)
    {
        var count = groupCount + (instalment < 0 ? 0 : 1);
        Span<long> weights = count <= SmallGroup ? stackalloc long[count] : new long[count];
        Span<long> shares = count <= SmallGroup ? stackalloc long[count] : new long[count];
        var instalmentAt = instalment < 0 ? -1 : PlaceAmongTied();
        long sum = 0;
        for (var i = 0; i < count; i++)
        {
            weights[i] = i == instalmentAt ? OpenOf(instalment) : debts[Tied(i, instalmentAt)].Reachable;
            sum += weights[i];
        }

        var paid = Math.Min(cents, sum);
        if (paid == sum)
        {
            weights.CopyTo(shares);
        }
        else
        {
            ProportionalSplit.Fill(paid, weights, shares);
        }

        for (var i = 0; i < count; i++)
        {
            if (shares[i] > 0 && i != instalmentAt)
            {
                PayDebt(settlement, Tied(i, instalmentAt), shares[i], -1, -1);
            }
        }

        // Last, because the covered debts behind an instalment are gathered as a group too.
        if (instalmentAt >= 0 && shares[instalmentAt] > 0)
        {
            PayInstalment(settlement, shares[instalmentAt], instalment);
        }

        return paid;
    }

    private int Tied(int i, int instalmentAt) => group[instalmentAt >= 0 && i > instalmentAt ? i - 1 : i];

    /// <summary>Ties go by the id: an instalment bears that of its plan (R22).</summary>
    private int PlaceAmongTied()
    {
        var at = 0;
        while (at < groupCount && book.Debts[group[at]].Id.CompareTo(book.Plans[activePlan].Id) < 0)
        {
            at++;
        }

        return at;
    }

    private void AddToGroup(int debt)
    {
        if (groupCount == group.Length)
        {
            Array.Resize(ref group, group.Length * 2);
        }

        group[groupCount++] = debt;
    }

    /// <summary>The agency's alternative for what exceeds all that is due: the posted charge that falls due next (R20).</summary>
    private long PayNextCharges(int settlement, long cents)
    {
        var at = nextDue;
        while (at < book.ByDue.Length && cents > 0 && reachable[(int)Standing.NotYetDue] > 0)
        {
            groupCount = 0;
            var of = book.Debts[book.ByDue[at]].Group;
            for (; at < book.ByDue.Length && book.Debts[book.ByDue[at]].Group == of; at++)
            {
                var place = book.ByDue[at];
                if (debts[place].Standing == Standing.NotYetDue && debts[place].Reachable > 0 && book.Debts[place].Barred > today)
                {
                    AddToGroup(place);
                }
            }

            cents -= PayGroup(settlement, -1, cents);
        }

        return cents;
    }
}
