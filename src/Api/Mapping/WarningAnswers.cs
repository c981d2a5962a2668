using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Warnings;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Warnings with their evidence, and ranks with their parts, as the contract shows them.</summary>
internal static class WarningAnswers
{
    public static V1.Warning ToWire(Warning warning, AgencyId agency)
    {
        var wire = new V1.Warning
        {
            Kind = (V1.WarningKind)warning.Kind,
            WarningDate = warning.On.ToWire(),
            Creditor = warning.Creditor is { } creditor ? ResourceNames.Of(agency, creditor) : "",
            Amount = warning.Amount.ToWire(),
            Basis = ComplianceFacts.ToWire(warning.Basis),
        };
        wire.FactIds.Add(warning.Facts.Select(fact => fact.ToString()));
        SetEvidence(wire, warning.Evidence);
        return wire;
    }

    public static V1.WorkListEntry ToWire(HouseholdSituation situation, AgencyId agency)
    {
        var wire = new V1.WorkListEntry
        {
            Household = ResourceNames.Of(situation.Household),
            Consultant = situation.Consultant?.Value ?? "",
            Overdue = situation.Overdue.ToWire(),
            MonthsOfCharge = situation.MonthsOfCharge?.ToWire(),
            TrendClass = (V1.TrendClass)situation.Trend,
            LastContactDate = situation.LastContact.ToWire(),
            ToJudgeCount = situation.ToJudge,
            FollowUpDueDate = situation.FollowUpDueOn.ToWire(),
            PlanReviewDueDate = situation.ReviewDueOn.ToWire(),
            HostingReviewDueDate = situation.HostingReviewDueOn.ToWire(),
            HostingProposalDate = situation.HostingProposal?.ProposedOn.ToWire(),
            HostingApprovalCount = situation.HostingProposal?.Approvals ?? 0,
        };
        foreach (var part in WorkScore.Parts(situation))
        {
            wire.Score += part.Points;
            wire.Parts.Add(new V1.ScorePart
            {
                Reason = (V1.ScoreReason)part.Reason,
                WarningKind = (V1.WarningKind)part.Warning,
                Count = part.Count,
                Points = part.Points,
            });
        }

        wire.Warnings.Add(situation.Warnings.Select(warning => ToWire(warning, agency)));
        return wire;
    }

    private static void SetEvidence(V1.Warning wire, WarningEvidence evidence)
    {
        switch (evidence)
        {
            case WarningEvidence.Halfway halfway:
                wire.Halfway = ToWire(halfway);
                break;
            case WarningEvidence.Shortfall shortfall:
                wire.Shortfall = ToWire(shortfall);
                break;
            case WarningEvidence.Incomes incomes:
                wire.IncomeDrop = ToWire(incomes);
                break;
            case WarningEvidence.Unkept unkept:
                wire.Unkept = new V1.UnkeptEvidence { InARowCount = unkept.InARow };
                break;
            case WarningEvidence.Ending ending:
                wire.IncomeEnding = new V1.IncomeEndingEvidence
                {
                    Source = (V1.IncomeSource)ending.Source,
                    Frequency = (V1.Frequency)ending.Frequency,
                    DaysLeft = ending.DaysLeft,
                };
                break;
            case WarningEvidence.HostingEnd hosting:
                wire.HostingEnding = new V1.HostingEndingEvidence { DaysLeft = hosting.DaysLeft };
                break;
            case WarningEvidence.NoContact silence:
                wire.Silence = ToWire(silence);
                break;
            case WarningEvidence.Relapsed relapse:
                wire.Relapse = ToWire(relapse);
                break;
            default:
                throw new InvalidOperationException($"{evidence.GetType().Name} has no place in the contract.");
        }
    }

    private static V1.HalfwayEvidence ToWire(WarningEvidence.Halfway evidence) => new()
    {
        Period = evidence.Period.ToWire(),
        CheckpointDate = evidence.Checkpoint.ToWire(),
        Due = evidence.Due.ToWire(),
        PaidByCheckpoint = evidence.PaidByCheckpoint.ToWire(),
        Paid = evidence.Paid.ToWire(),
    };

    private static V1.ShortfallEvidence ToWire(WarningEvidence.Shortfall evidence) => new()
    {
        DueDate = evidence.DueDate.ToWire(),
        Lowest = evidence.Lowest.ToWire(),
        LowestDate = evidence.LowestOn.ToWire(),
        CountDate = evidence.CountedOn.ToWire(),
    };

    private static V1.IncomeDropEvidence ToWire(WarningEvidence.Incomes evidence) => new()
    {
        EarlierFromDate = evidence.EarlierFrom.ToWire(),
        Earlier = evidence.Earlier.ToWire(),
        RecentFromDate = evidence.RecentFrom.ToWire(),
        Recent = evidence.Recent.ToWire(),
        Declared = evidence.Declared,
    };

    private static V1.SilenceEvidence ToWire(WarningEvidence.NoContact evidence) => new()
    {
        SinceDate = evidence.Since.ToWire(),
        Contacted = evidence.Contacted,
        Days = evidence.Days,
        TrendClass = (V1.TrendClass)evidence.Trend,
    };

    private static V1.RelapseEvidence ToWire(WarningEvidence.Relapsed evidence) => new()
    {
        ClearMonthEnds = evidence.ClearMonthEnds,
        ClearUntilDate = evidence.ClearUntil.ToWire(),
        MonthlyCharge = evidence.MonthlyCharge.CentsToWire(),
    };
}
