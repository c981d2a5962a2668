using BudgetCoaching.Api.Services;
using BudgetCoaching.Application;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Mapping;

/// <summary>A household as the contract shows it.</summary>
internal static class Households
{
    /// <param name="showsAddress">Whether the caller may see where they live.</param>
    /// <param name="isProtected">As is known now.</param>
    public static V1.Household ToWire(HouseholdView view, bool isProtected, bool showsAddress)
    {
        var wire = new V1.Household
        {
            Name = ResourceNames.Of(view.Household),
            Agency = ResourceNames.Of(view.Agency),
            DisplayName = view.Enrolment.Label.ToWire(),
            EnrolmentDate = view.Enrolment.Date.ToWire(),
            Version = view.Entries[^1].Version,
            Etag = Etag.Of(view.Entries[^1].Version),
            CreateTime = view.Entries[0].RecordTime.ToWire(),
            IsProtected = isProtected,
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
                case AddressRecorded address when showsAddress:
                    wire.Address = ProtectionFacts.ToWire(address);
                    break;
            }
        }

        wire.State = StateOf(view);
        return wire;
    }

    /// <summary>The last turn effective by the day, in the order of recording: a household closes and re-opens by turns.</summary>
    private static V1.Household.Types.State StateOf(HouseholdView view)
    {
        var state = V1.Household.Types.State.Open;
        foreach (var entry in view.Entries.Where(entry => entry.Event.Effective <= view.AsOf))
        {
            state = entry.Event switch
            {
                HouseholdClosed => V1.Household.Types.State.Closed,
                HouseholdReopened => V1.Household.Types.State.Open,
                HouseholdErased => V1.Household.Types.State.Erased,
                _ => state,
            };
        }

        return state;
    }
}
