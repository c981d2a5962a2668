using BudgetCoaching.Api.Services;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Hosting;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Parameters;
using static BudgetCoaching.Domain.Households.HouseholdEvent;
using HostingTarget = BudgetCoaching.Domain.Households.HostingTarget;
using State = BudgetCoaching.V1.HostingProposalLine.Types.State;

namespace BudgetCoaching.Api.Mapping;

/// <summary>What is told of hostings and places.</summary>
internal static class HostingAnswers
{
    /// <summary>Most proposals told of one household.</summary>
    private const int ProposalsMax = 50;

    public static V1.HostingCourse ToWire(HouseholdView view)
    {
        var values = view.ParameterSet.Values.Hosting;
        IReadOnlyList<HouseholdEvent> effective = [.. view.Effective()];
        HostingEnded[] ended = [.. effective.OfType<HostingEnded>()];
        var lived = HostingTerms.Lived(effective.OfType<HostingAgreed>(), ended);
        var before = HostingEligibility.Of(view.Facts, view.AsOf, HostingTarget.TemporaryVulnerability, values.Approvals, values);
        var wire = new V1.HostingCourse
        {
            Household = ResourceNames.Of(view.Household),
            PersonCount = before.Persons,
            IncomeEntryCount = before.IncomeEntries,
            MonthsLeft = Math.Max(0, values.TotalMonths - lived.Sum(hosting => HostingTerms.MonthsOf(hosting.Period))),
            Resolved = view.Resolved,
        };
        wire.FailedConditions.Add(ToWire(before.Failed));
        var decisions = InOrder<HostingDecided>(view, effective).ToLookup(decided => decided.Proposal);
        wire.Proposals.Add(InOrder<HostingProposed>(view, effective)
            .Reverse()
            .Take(ProposalsMax)
            .Select(proposed => Line(view, proposed, [.. decisions[proposed.Id]], values)));
        wire.Hostings.Add(lived.OrderBy(hosting => hosting.Period.Start).Select(hosting => Line(hosting, ended)));
        return wire;
    }

    public static V1.Occupancy ToWire(Occupancy occupancy, AgencyId agency)
    {
        var wire = new V1.Occupancy
        {
            OccupancyDate = occupancy.Day.ToWire(),
            PlaceCount = occupancy.Places,
            PersonCount = occupancy.Persons,
            Share = occupancy.Places == 0 ? null : new Ratio(occupancy.Persons, occupancy.Places).ToWire(),
        };
        wire.Flats.Add(occupancy.Flats.Select(flat => new V1.FlatOccupancy
        {
            Flat = ResourceNames.Of(agency, flat.Flat),
            District = flat.District,
            PlaceCount = flat.Places,
            PersonCount = flat.Persons,
        }));
        wire.Districts.Add(occupancy.Districts.Select(district => new V1.DistrictOccupancy
        {
            District = district.District,
            PlaceCount = district.Places,
            PersonCount = district.Persons,
        }));
        return wire;
    }

    /// <summary>By day, those of one day as they were recorded; in the order of facts their ids decide there.</summary>
    private static IEnumerable<TFact> InOrder<TFact>(HouseholdView view, IEnumerable<HouseholdEvent> effective)
        where TFact : Fact
    {
        var recorded = new Dictionary<FactId, int>();
        foreach (var fact in view.Entries.Select(entry => entry.Event).OfType<TFact>())
        {
            recorded[fact.Id] = recorded.Count;
        }

        return effective.OfType<TFact>().OrderBy(fact => fact.Effective).ThenBy(fact => recorded[fact.Id]);
    }

    private static V1.HostingProposalLine Line(
        HouseholdView view, HostingProposed proposed, HostingDecided[] decisions, HostingValues values)
    {
        var state = Array.Exists(decisions, decided => !decided.IsApproved) ? State.Refused
            : Array.Exists(decisions, decided => decided.Hosting is not null) ? State.Agreed
            : State.Pending;
        var line = new V1.HostingProposalLine
        {
            ProposalId = proposed.Id.ToString(),
            Proposal = HostingFacts.ToWire(proposed),
            State = state,
        };
        line.Decisions.Add(decisions.Select(HostingFacts.ToWire));
        if (state == State.Pending && proposed.Renews is null)
        {
            line.FailedConditions.Add(ToWire(
                HostingEligibility.Of(view.Facts, view.AsOf, proposed.Target, decisions.Length, values).Failed));
        }

        return line;
    }

    private static V1.HostingLine Line(HostingAgreed hosting, HostingEnded[] ended) => new()
    {
        HostingId = hosting.Id.ToString(),
        Hosting = CoachingFacts.ToWire(hosting),
        LastDate = hosting.Period.End!.Value.PlusDays(-1).ToWire(),
        Months = HostingTerms.MonthsOf(hosting.Period),
        Exit = (V1.HostingExit)(Array.Find(ended, end => end.Hosting == hosting.Id)?.Exit ?? HostingExit.Unspecified),
    };

    private static IEnumerable<V1.HostingCondition> ToWire(ValueList<HostingCondition> failed) =>
        failed.Select(condition => (V1.HostingCondition)condition);
}
