using BudgetCoaching.Api.Services;
using BudgetCoaching.Application;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Mapping;

/// <summary>A household as the contract shows it.</summary>
internal static class Households
{
    public static V1.Household ToWire(HouseholdView view)
    {
        var wire = new V1.Household
        {
            Name = ResourceNames.Of(view.Household),
            Agency = ResourceNames.Of(view.Agency),
            DisplayName = view.Enrolment.Label.ToWire(),
            EnrolmentDate = view.Enrolment.Date.ToWire(),
            State = V1.Household.Types.State.Open,
            Version = view.Entries[^1].Version,
            Etag = Etag.Of(view.Entries[^1].Version),
            CreateTime = view.Entries[0].RecordTime.ToWire(),
            Resolved = view.Resolved,
        };
        foreach (var happened in view.Effective())
        {
            switch (happened)
            {
                case CompositionRecorded composition:
                    wire.Composition = HouseholdEvents.ToWire(composition);
                    break;
                case ConsultantAssigned assigned:
                    wire.Consultant = assigned.Consultant.Value;
                    break;
            }
        }

        wire.State = IsClosed(view) ? V1.Household.Types.State.Closed : V1.Household.Types.State.Open;
        return wire;
    }

    /// <summary>The last turn effective by the day, in the order of recording: a household closes and re-opens by turns.</summary>
    private static bool IsClosed(HouseholdView view)
    {
        var closed = false;
        foreach (var entry in view.Entries)
        {
            if (entry.Event is HouseholdClosed or HouseholdReopened && entry.Event.Effective <= view.AsOf)
            {
                closed = entry.Event is HouseholdClosed;
            }
        }

        return closed;
    }
}
