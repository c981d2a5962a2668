namespace BudgetCoaching.Domain.Ledgers;

internal sealed partial class ImputationPass
{
    /// <summary>In the place of each plan in the book.</summary>
    private readonly PlanState[] plans;

    /// <summary>Place of the one active plan; −1 for none (R39).</summary>
    private int activePlan = -1;
    private long planInterestUnpaid;

    /// <summary>The lowest security rank and the highest rate of the covered debts: by them an instalment is placed (R17c).</summary>
    private int planRank;
    private int planRate;

    /// <summary>No instalment before this place is short of its nominal amount.</summary>
    private int firstShort;
    private int nextInstalmentDue;
    private int nextInstalmentOverdue;

    internal struct PlanState
    {
        public bool Signed;
        public bool LapseOnSignature;
        public PlanProgress Progress;
        public int EndedOn;
        public long InterestPaid;

        /// <summary>Cents credited to each instalment.</summary>
        public long[] Credited;
    }

    internal enum PlanProgress : byte
    {
        NotSigned,
        Active,
        Lapsed,
        Replaced,
    }

    /// <summary>
    /// What the plan still expects: the covered amounts outstanding and its own unpaid interest. Laid over the instalments from the oldest,
    /// so that whatever else shrinks the debt shortens the plan from its end.
    /// </summary>
    private long PlanOpen => coveredSum + planInterestUnpaid;

    /// <summary>A plan takes the place of the active one, whether or not it names it: one creditor has one active plan (R39).</summary>
    private void Sign(int place)
    {
        var plan = book.Plans[place];
        ref var state = ref plans[place];
        state.Signed = true;
        state.Credited = new long[plan.Instalments.Length];
        if (!ignorePlans && plan.Instalments.Length > 0)
        {
            EndActive(PlanProgress.Replaced);
            Activate(place, plan, ref state);
        }

        Resolve(TargetKind.Plan, place);
        if (state.LapseOnSignature && activePlan == place)
        {
            EndActive(PlanProgress.Lapsed);
        }
    }

    private void Activate(int place, BookPlan plan, ref PlanState state)
    {
        state.Progress = PlanProgress.Active;
        activePlan = place;
        planInterestUnpaid = plan.Interest;
        firstShort = 0;
        nextInstalmentDue = 0;
        nextInstalmentOverdue = 0;
        for (var i = 0; i < plan.CoveredDebts.Length; i++)
        {
            debts[plan.CoveredDebts[i]].Listed += plan.CoveredCents[i];
            Refresh(plan.CoveredDebts[i]);
        }

        RankPlan();
        PassInstalments();
    }

    private void RankPlan()
    {
        planRank = int.MaxValue;
        planRate = 0;
        foreach (var debt in book.Plans[activePlan].CoveredDebts)
        {
            if (IsEffective(debt))
            {
                planRank = Math.Min(planRank, book.Debts[debt].Rank);
                planRate = Math.Max(planRate, book.Debts[debt].Rate);
            }
        }
    }

    private void Lapse(in BookEntry entry)
    {
        ref var state = ref plans[entry.Place];
        if (!state.Signed)
        {
            state.LapseOnSignature = true;
        }
        else if (entry.Place == activePlan)
        {
            EndActive(PlanProgress.Lapsed);
        }
        else
        {
            Ineffective(book.IdOf(in entry), book.Plans[entry.Place].Id, null);
        }
    }

    /// <summary>The residual returns to the debts with their own due dates; unpaid interest of the plan is owed no more (R59).</summary>
    private void EndActive(PlanProgress how)
    {
        if (activePlan < 0)
        {
            return;
        }

        var ended = activePlan;
        plans[ended].Progress = how;
        plans[ended].EndedOn = today;
        activePlan = -1;
        planInterestUnpaid = 0;
        foreach (var debt in book.Plans[ended].CoveredDebts)
        {
            debts[debt].Listed = 0;
            Refresh(debt);
        }

        appliesAtEnd = true;
    }

    private int NextInstalmentDay()
    {
        var instalments = book.Plans[activePlan].Instalments;
        var next = nextInstalmentDue < instalments.Length ? instalments[nextInstalmentDue].Due : int.MaxValue;
        return nextInstalmentOverdue < nextInstalmentDue ? Math.Min(next, instalments[nextInstalmentOverdue].Due + 1) : next;
    }

    private void PassInstalments()
    {
        var instalments = book.Plans[activePlan].Instalments;
        for (; nextInstalmentDue < instalments.Length && instalments[nextInstalmentDue].Due <= today; nextInstalmentDue++)
        {
            appliesBeforePayments = true;
        }

        while (nextInstalmentOverdue < nextInstalmentDue && instalments[nextInstalmentOverdue].Due < today)
        {
            nextInstalmentOverdue++;
        }
    }

    /// <summary>Place of the oldest instalment that expects money and is due by a day; −1 for none.</summary>
    private int FirstUnpaid(int dueBy)
    {
        if (PlanOpen == 0)
        {
            return -1;
        }

        var instalments = book.Plans[activePlan].Instalments;
        var credited = plans[activePlan].Credited;
        while (firstShort < instalments.Length - 1 && credited[firstShort] >= instalments[firstShort].Cents)
        {
            firstShort++;
        }

        return instalments[firstShort].Due <= dueBy ? firstShort : -1;
    }

    /// <summary>What the oldest unpaid instalment expects; the last one takes whatever the others do not.</summary>
    private long OpenOf(int firstUnpaid)
    {
        var instalments = book.Plans[activePlan].Instalments;
        return firstUnpaid == instalments.Length - 1
            ? PlanOpen
            : Math.Min(PlanOpen, instalments[firstUnpaid].Cents - plans[activePlan].Credited[firstUnpaid]);
    }

    /// <summary>Pays instalments, oldest first, due by a day (R59); returns what they took.</summary>
    private long PayInstalments(int settlement, long cents, int dueBy)
    {
        var left = cents;
        while (left > 0 && FirstUnpaid(dueBy) is >= 0 and var instalment)
        {
            left -= PayInstalment(settlement, left, instalment);
        }

        return cents - left;
    }

    /// <summary>
    /// Pays the oldest unpaid instalment: interest of the plan before the covered debts, after them where the creditor consented to capital
    /// first (R18).
    /// </summary>
    private long PayInstalment(int settlement, long cents, int instalment)
    {
        var paid = Math.Min(cents, OpenOf(instalment));
        var interest = book.Settlements[settlement].CapitalFirst
            ? paid - Math.Min(paid, coveredSum)
            : Math.Min(paid, planInterestUnpaid);
        plans[activePlan].Credited[instalment] += paid;
        if (interest > 0)
        {
            planInterestUnpaid -= interest;
            plans[activePlan].InterestPaid += interest;
            unallocatedSum -= interest;
            Remember(settlement, -1, activePlan, instalment, AllocationPart.PlanInterest, interest);
        }

        PayCovered(settlement, paid - interest, instalment);
        return paid;
    }

    /// <summary>Each cent on an instalment extinguishes covered debts in the order of the law too (R59, R17c).</summary>
    private void PayCovered(int settlement, long cents, int instalment)
    {
        var covered = book.Plans[activePlan].CoveredDebts;
        var at = 0;
        while (cents > 0)
        {
            groupCount = 0;
            var of = book.Debts[covered[at]].Group;
            long sum = 0;
            for (; at < covered.Length && book.Debts[covered[at]].Group == of; at++)
            {
                // A debt listed twice stands twice in the plan and once here.
                if (debts[covered[at]].Covered > 0 && (groupCount == 0 || group[groupCount - 1] != covered[at]))
                {
                    AddToGroup(covered[at]);
                    sum += debts[covered[at]].Covered;
                }
            }

            var paid = Math.Min(cents, sum);
            PayCoveredGroup(settlement, paid, instalment);
            cents -= paid;
        }
    }

    private void PayCoveredGroup(int settlement, long paid, int instalment)
    {
        if (paid == 0)
        {
            return;
        }

        Span<long> weights = groupCount <= SmallGroup ? stackalloc long[groupCount] : new long[groupCount];
        Span<long> shares = groupCount <= SmallGroup ? stackalloc long[groupCount] : new long[groupCount];
        for (var i = 0; i < groupCount; i++)
        {
            weights[i] = debts[group[i]].Covered;
        }

        ProportionalSplit.Fill(paid, weights, shares);
        for (var i = 0; i < groupCount; i++)
        {
            if (shares[i] > 0)
            {
                PayDebt(settlement, group[i], shares[i], activePlan, instalment);
            }
        }
    }

    private void Discredit(int plan, int instalment, AllocationPart part, long cents)
    {
        plans[plan].Credited[instalment] -= cents;
        if (part == AllocationPart.PlanInterest)
        {
            plans[plan].InterestPaid -= cents;
            planInterestUnpaid += plan == activePlan ? cents : 0;
        }

        if (plan == activePlan)
        {
            firstShort = Math.Min(firstShort, instalment);
        }
    }
}
