using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Cash flows, judgements and proposals as the contract shows them.</summary>
internal static class PlanningAnswers
{
    public static V1.CashFlow ToWire(Sustainability judged)
    {
        var (counted, certain) = (judged.Forecast.Counted, judged.Forecast.CertainOnly);
        var wire = new V1.CashFlow
        {
            Opening = counted.Opening.ToWire(),
            Counted = ToWire(counted),
            CertainOnly = ToWire(certain),
            DailyNeed = counted.DailyNeed.ToWire(),
            Basis = ToWire(judged.Basis),
        };
        foreach (var day in counted.Days(CashFlow.DaysMax))
        {
            wire.Days.Add(new V1.CashFlowDay
            {
                Date = day.Date.ToWire(),
                Income = day.Income.ToWire(),
                Needs = day.Needs.ToWire(),
                Expenses = day.Expenses.ToWire(),
                Instalments = day.Instalments.ToWire(),
                Balance = day.Balance.ToWire(),
                CertainBalance = certain.Balance(day.Date).ToWire(),
            });
        }

        wire.Months.Add(judged.Months.Select(ToWire));
        return wire;
    }

    public static V1.CashFlowRun ToWire(CashFlow flow) => new()
    {
        FirstBadDate = flow.FirstBadDay.ToWire(),
        BadDayCount = flow.BadDays,
        Lowest = ToWire(flow.Lowest),
        Closing = flow.Closing.ToWire(),
    };

    /// <param name="judged">The draft.</param>
    /// <param name="end">Its last payment; null where nothing is to be paid.</param>
    public static V1.JudgedDraft ToWire(Sustainability judged, NodaTime.LocalDate? end)
    {
        var wire = new V1.JudgedDraft
        {
            Counted = ToWire(judged.Forecast.Counted),
            CertainOnly = ToWire(judged.Forecast.CertainOnly),
            Verdict = (V1.CheckVerdict)judged.Verdict,
            EndDate = end.ToWire(),
        };
        wire.Months.Add(judged.Months.Select(ToWire));
        wire.Checks.Add(judged.Checks.Select(ToWire));
        return wire;
    }

    public static V1.ProtectedPension ToWire(ProtectedPension pension) => new()
    {
        EntryId = pension.Entry.ToString(),
        Pension = pension.Pension.ToWire(),
        Protected = pension.Protection.Protected.ToWire(),
        MostTaken = pension.Protection.MostTaken.ToWire(),
    };

    public static V1.ComparePlansResponse ToWire(DraftComparison compared) => new()
    {
        HorizonDays = compared.Days,
        First = ToWire(compared.First, compared.FirstEnd),
        Second = ToWire(compared.Second, compared.SecondEnd),
        LowestGain = compared.LowestGain.ToWire(),
        BadDayCountGain = compared.BadDaysGain,
        FirstDifferenceDate = compared.FirstDifference.ToWire(),
        Basis = ToWire(compared.First.Basis),
    };

    /// <param name="answer">As computed.</param>
    /// <param name="debts">What the plans cover, in the order of the debts; null where a debt was given.</param>
    public static V1.ProposePlansResponse ToWire(PlanProposals answer, IReadOnlyList<PlannableDebt?> debts)
    {
        var wire = new V1.ProposePlansResponse
        {
            HorizonDays = answer.Days,
            WithoutPlan = ToWire(answer.WithoutPlan.Forecast.Counted),
            Reserve = answer.Reserve.ToWire(),
            Impossible = answer.Impossible is { } none ? ToWire(none, debts) : null,
            Basis = ToWire(answer.WithoutPlan.Basis),
        };
        wire.Proposals.Add(answer.Proposals.Select(proposal => ToWire(proposal, debts)));
        return wire;
    }

    public static V1.PlanCheck ToWire(PlanCheck check) => new()
    {
        Kind = (V1.PlanCheckKind)check.Kind,
        Verdict = (V1.CheckVerdict)check.Verdict,
        Figure = check.Figure.ToWire(),
        Limit = check.Limit.ToWire(),
        Month = check.Month?.ToWire() ?? "",
        Date = check.Day.ToWire(),
    };

    public static V1.JudgementBasis ToWire(JudgementBasis basis) => new()
    {
        ParameterSet = basis.ParameterSet.Value, ContentHash = basis.ContentHash, Calculator = basis.Calculator,
    };

    public static V1.LapseProposal ToWire(LapseGrounds grounds, Domain.CreditorId creditor)
    {
        var wire = new V1.LapseProposal { PlanId = grounds.Plan.ToString(), Creditor = creditor.Value, Basis = ToWire(grounds.Basis) };
        wire.BrokenInstalments.Add(grounds.Broken.Select(judged => new V1.BrokenInstalment
        {
            Number = judged.Promise.Instalment ?? 0,
            DueDate = judged.Promise.DueDate.ToWire(),
            JudgementId = judged.Latest.Id.ToString(),
        }));
        wire.MissedBills.Add(grounds.Missed.Select(bill => new V1.MissedBill
        {
            ChargeId = bill.Charge.ToString(), DueDate = bill.DueDate.ToWire(), Due = bill.Due.ToWire(),
        }));
        return wire;
    }

    private static V1.LowestBalance ToWire(LowestBalance lowest) => new() { Balance = lowest.Balance.ToWire(), Date = lowest.Day.ToWire() };

    private static V1.MonthlyFigures ToWire(MonthlyFigures month) => new()
    {
        Month = month.Month.ToWire(),
        Income = month.Income.ToWire(),
        Needs = month.Needs.ToWire(),
        Essentials = month.Essentials.ToWire(),
        Others = month.Others.ToWire(),
        Housing = month.Housing.ToWire(),
        Instalments = month.Instalments.ToWire(),
        Residual = month.Residual.ToWire(),
    };

    private static V1.PlanProposal ToWire(PlanProposal proposal, IReadOnlyList<PlannableDebt?> debts)
    {
        var wire = new V1.PlanProposal
        {
            Kind = (V1.ProposalKind)proposal.Kind,
            Lowest = ToWire(proposal.Lowest),
            LowestCertainOnly = ToWire(proposal.Judged.Forecast.CertainOnly.Lowest),
            EndDate = proposal.End.ToWire(),
            Verdict = (V1.CheckVerdict)proposal.Judged.Verdict,
        };
        wire.Plans.Add(proposal.Plans.Select((plan, i) => ToWire(plan, debts[i])));
        wire.Checks.Add(proposal.Judged.Checks.Select(ToWire));
        return wire;
    }

    private static V1.ProposedPlan ToWire(ProposedPlan plan, PlannableDebt? debt)
    {
        var wire = new V1.ProposedPlan
        {
            Creditor = plan.Creditor.Value,
            Total = plan.Total.ToWire(),
            Count = plan.Count,
            FirstDueDate = plan.FirstDue.ToWire(),
            DayOfMonth = plan.DayOfMonth,
            LastDueDate = plan.LastDue.ToWire(),
            Instalment = plan.Instalment.ToWire(),
            LastInstalment = plan.LastInstalment.ToWire(),
            OneFewer = plan.OneFewer is { } fewer ? ToWire(fewer) : null,
            Interest = plan.Interest.ToWire(),
        };
        if (debt is not null)
        {
            wire.CoveredCharges.Add(debt.Covered.Select(covered => new V1.CoveredCharge
            {
                ChargeId = covered.Charge.ToString(), Amount = covered.Amount.ToWire(),
            }));
        }

        return wire;
    }

    private static V1.NoPlanYet ToWire(NoPlanYet none, IReadOnlyList<PlannableDebt?> debts)
    {
        var wire = new V1.NoPlanYet
        {
            Lowest = ToWire(none.Lowest), CashMissing = none.CashMissing.ToWire(), MissingByDate = none.MissingBy.ToWire(),
        };
        wire.Easiest.Add(none.Easiest.Select((plan, i) => ToWire(plan, debts[i])));
        foreach (var change in none.Changes)
        {
            var told = new V1.BudgetChange
            {
                EntryId = change.Changed.Id.ToString(), Changed = BudgetDrafts.ToWire(change.Changed), Lowest = ToWire(change.Lowest),
            };
            if (change is BudgetChange.Move move)
            {
                told.MoveDays = move.Days;
            }
            else if (change is BudgetChange.Reduction reduction)
            {
                told.ReduceBy = reduction.By.ToWire();
            }

            if (change.IsWithinLimits is { } within)
            {
                told.WithinLimits = within;
            }

            wire.Changes.Add(told);
        }

        return wire;
    }
}
