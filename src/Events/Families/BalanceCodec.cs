using BudgetCoaching.Domain;
using BudgetCoaching.Events.Wire;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>Observed balances: message and record.</summary>
internal static class BalanceCodec
{
    public static V1.BalanceObserved MessageOf(BalanceObserved happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Account = Uuid.Of(happened.Account.Value),
        BalanceCents = happened.Balance.Cents,
        Line = Uuid.Of(happened.Line),
        Source = happened.Source,
    };

    public static BalanceObserved BalanceObserved(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        AccountId account = default;
        var balance = Money.Zero;
        FactId? line = null;
        var source = "";
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.BalanceObserved.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.BalanceObserved.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.BalanceObserved.AccountFieldNumber:
                    account = new AccountId(reader.Uuid());
                    break;
                case V1.BalanceObserved.BalanceCentsFieldNumber:
                    balance = reader.Money();
                    break;
                case V1.BalanceObserved.LineFieldNumber:
                    line = reader.Fact();
                    break;
                case V1.BalanceObserved.SourceFieldNumber:
                    source = reader.Word();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new BalanceObserved(id, date, account, balance, line, source);
    }
}
