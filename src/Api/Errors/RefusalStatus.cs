using BudgetCoaching.Application;
using BudgetCoaching.Domain.Households;
using Grpc.Core;

namespace BudgetCoaching.Api.Errors;

/// <summary>Which status a refusal has: what is wrong whatever the state, what exists or does not, and else a precondition.</summary>
internal static class RefusalStatus
{
    public static StatusCode Of(string reason) => reason switch
    {
        Reasons.HouseholdNotEnrolled or Reasons.AgencyUnknown => StatusCode.NotFound,
        Reasons.HouseholdExists or Reasons.AgencyExists => StatusCode.AlreadyExists,
        Reasons.DateOutOfRange
            or Reasons.DatesOutOfOrder
            or Reasons.DateUnreadable
            or Reasons.AmountNotPositive
            or Reasons.AmountNegative
            or Reasons.AmountTooLarge
            or Reasons.AmountsDisagree
            or Reasons.ValueOutOfRange
            or Reasons.ValueUnspecified
            or Reasons.ValueMissing
            or Reasons.ValueNotExpected
            or Reasons.SlugInvalid
            or Reasons.TextTooLong
            or Reasons.ListTooLong
            or Reasons.ListEmpty
            or Reasons.ListRepeats
            or Reasons.ParametersInvalid
            or Reasons.StatementSumDiffers
            or Reasons.CorrectionOtherId
            or Reasons.FactHasOwnCommand
            or Reasons.HouseholdIdReserved
            or RequestReasons.CursorMalformed => StatusCode.InvalidArgument,
        _ => StatusCode.FailedPrecondition,
    };
}
