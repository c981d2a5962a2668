using BudgetCoaching.Domain;
using BudgetCoaching.Events.Wire;
using NodaTime;
using Numbers = BudgetCoaching.Events.V1.SuspensionDecided;

namespace BudgetCoaching.Events.Families;

/// <summary>A decision on a proposed suspension or on a claim of no fault, as read: the two messages are laid out alike.</summary>
/// <param name="Asked">The proposal or the claim.</param>
/// <param name="Suspension">Null where none was granted.</param>
internal readonly record struct DecidedFields(
    FactId Id, LocalDate Date, FactId Asked, FactId? Suspension, string ReasonCode, StaffId Approver)
{
    public static DecidedFields Read(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        FactId asked = default;
        FactId? suspension = null;
        var reasonCode = "";
        var approver = new StaffId("");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Numbers.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case Numbers.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case Numbers.ProposalFieldNumber:
                    asked = reader.Fact();
                    break;
                case Numbers.SuspensionFieldNumber:
                    suspension = reader.Fact();
                    break;
                case Numbers.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                case Numbers.ApproverFieldNumber:
                    approver = new StaffId(reader.Word());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new DecidedFields(id, date, asked, suspension, reasonCode, approver);
    }
}
