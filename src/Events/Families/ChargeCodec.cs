using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Events.Wire;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Events.Families;

/// <summary>What creditors charge, and credit: message and record.</summary>
internal static class ChargeCodec
{
    public static V1.ContractRecorded MessageOf(ContractRecorded happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.SignedOn),
        Creditor = happened.Creditor.Value,
        Kind = (V1.ChargeKind)happened.Kind,
        AmountCents = happened.Amount.Cents,
        EveryMonths = happened.EveryMonths,
        Term = Spans.Of(happened.Term),
    };

    public static ContractRecorded ContractRecorded(FieldReader reader)
    {
        FactId id = default;
        var signedOn = CivilDay.Epoch;
        var creditor = new CreditorId("");
        var kind = ChargeKind.Unspecified;
        var amount = Money.Zero;
        var everyMonths = 0;
        DateSpan term = default;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.ContractRecorded.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.ContractRecorded.EffectiveDayFieldNumber:
                    signedOn = reader.Day();
                    break;
                case V1.ContractRecorded.CreditorFieldNumber:
                    creditor = new CreditorId(reader.Word());
                    break;
                case V1.ContractRecorded.KindFieldNumber:
                    kind = (ChargeKind)reader.Int32();
                    break;
                case V1.ContractRecorded.AmountCentsFieldNumber:
                    amount = reader.Money();
                    break;
                case V1.ContractRecorded.EveryMonthsFieldNumber:
                    everyMonths = reader.Int32();
                    break;
                case V1.ContractRecorded.TermFieldNumber:
                    term = reader.Span();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ContractRecorded(id, signedOn, creditor, kind, amount, everyMonths, term);
    }

    public static V1.ChargePosted MessageOf(ChargePosted happened, in TextSealer texts)
    {
        var message = new V1.ChargePosted
        {
            Id = Uuid.Of(happened.Id),
            EffectiveDay = CivilDay.Of(happened.IssueDate),
            Creditor = happened.Creditor.Value,
            Kind = (V1.ChargeKind)happened.Kind,
            Period = happened.Period is { } days ? Spans.Of(days) : null,
            DueDay = CivilDay.Of(happened.DueDate),
            CapitalCents = happened.Amount.Capital.Cents,
            InterestCents = happened.Amount.Interest.Cents,
            CostsCents = happened.Amount.Costs.Cents,
            SecurityRank = happened.Terms.SecurityRank,
            YearlyRatePpm = happened.Terms.YearlyRatePpm,
            Contract = Uuid.Of(happened.Contract),
            Note = texts.Seal(happened.Note, V1.ChargePosted.NoteFieldNumber),
        };
        if (happened.Terms.LimitationDate is { } limitation)
        {
            message.LimitationDay = CivilDay.Of(limitation);
        }

        return message;
    }

    public static ChargePosted ChargePosted(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var issueDate = CivilDay.Epoch;
        var creditor = new CreditorId("");
        var kind = ChargeKind.Unspecified;
        DateSpan? period = null;
        var dueDate = CivilDay.Epoch;
        var capital = Money.Zero;
        var interest = Money.Zero;
        var costs = Money.Zero;
        var securityRank = 0;
        var yearlyRatePpm = 0;
        LocalDate? limitation = null;
        FactId? contract = null;
        PersonalText? note = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.ChargePosted.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.ChargePosted.EffectiveDayFieldNumber:
                    issueDate = reader.Day();
                    break;
                case V1.ChargePosted.CreditorFieldNumber:
                    creditor = new CreditorId(reader.Word());
                    break;
                case V1.ChargePosted.KindFieldNumber:
                    kind = (ChargeKind)reader.Int32();
                    break;
                case V1.ChargePosted.PeriodFieldNumber:
                    period = reader.Span();
                    break;
                case V1.ChargePosted.DueDayFieldNumber:
                    dueDate = reader.Day();
                    break;
                case V1.ChargePosted.CapitalCentsFieldNumber:
                    capital = reader.Money();
                    break;
                case V1.ChargePosted.InterestCentsFieldNumber:
                    interest = reader.Money();
                    break;
                case V1.ChargePosted.CostsCentsFieldNumber:
                    costs = reader.Money();
                    break;
                case V1.ChargePosted.SecurityRankFieldNumber:
                    securityRank = reader.Int32();
                    break;
                case V1.ChargePosted.YearlyRatePpmFieldNumber:
                    yearlyRatePpm = reader.Int32();
                    break;
                case V1.ChargePosted.LimitationDayFieldNumber:
                    limitation = reader.Day();
                    break;
                case V1.ChargePosted.ContractFieldNumber:
                    contract = reader.Fact();
                    break;
                case V1.ChargePosted.NoteFieldNumber:
                    note = texts.Open(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ChargePosted(
            id, issueDate, creditor, kind, period, dueDate, new DebtAmount(capital, interest, costs),
            new DebtTerms(securityRank, yearlyRatePpm, limitation), contract, note);
    }

    public static V1.OpeningArrearsRecorded MessageOf(OpeningArrearsRecorded happened, in TextSealer texts)
    {
        var message = new V1.OpeningArrearsRecorded
        {
            Id = Uuid.Of(happened.Id),
            EffectiveDay = CivilDay.Of(happened.Date),
            Creditor = happened.Creditor.Value,
            Kind = (V1.ChargeKind)happened.Kind,
            DueDay = CivilDay.Of(happened.DueDate),
            CapitalCents = happened.Amount.Capital.Cents,
            InterestCents = happened.Amount.Interest.Cents,
            CostsCents = happened.Amount.Costs.Cents,
            SecurityRank = happened.Terms.SecurityRank,
            YearlyRatePpm = happened.Terms.YearlyRatePpm,
            Note = texts.Seal(happened.Note, V1.OpeningArrearsRecorded.NoteFieldNumber),
        };
        if (happened.Terms.LimitationDate is { } limitation)
        {
            message.LimitationDay = CivilDay.Of(limitation);
        }

        return message;
    }

    public static OpeningArrearsRecorded OpeningArrearsRecorded(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var creditor = new CreditorId("");
        var kind = ChargeKind.Unspecified;
        var dueDate = CivilDay.Epoch;
        var capital = Money.Zero;
        var interest = Money.Zero;
        var costs = Money.Zero;
        var securityRank = 0;
        var yearlyRatePpm = 0;
        LocalDate? limitation = null;
        PersonalText? note = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.OpeningArrearsRecorded.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.OpeningArrearsRecorded.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.OpeningArrearsRecorded.CreditorFieldNumber:
                    creditor = new CreditorId(reader.Word());
                    break;
                case V1.OpeningArrearsRecorded.KindFieldNumber:
                    kind = (ChargeKind)reader.Int32();
                    break;
                case V1.OpeningArrearsRecorded.DueDayFieldNumber:
                    dueDate = reader.Day();
                    break;
                case V1.OpeningArrearsRecorded.CapitalCentsFieldNumber:
                    capital = reader.Money();
                    break;
                case V1.OpeningArrearsRecorded.InterestCentsFieldNumber:
                    interest = reader.Money();
                    break;
                case V1.OpeningArrearsRecorded.CostsCentsFieldNumber:
                    costs = reader.Money();
                    break;
                case V1.OpeningArrearsRecorded.SecurityRankFieldNumber:
                    securityRank = reader.Int32();
                    break;
                case V1.OpeningArrearsRecorded.YearlyRatePpmFieldNumber:
                    yearlyRatePpm = reader.Int32();
                    break;
                case V1.OpeningArrearsRecorded.LimitationDayFieldNumber:
                    limitation = reader.Day();
                    break;
                case V1.OpeningArrearsRecorded.NoteFieldNumber:
                    note = texts.Open(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new OpeningArrearsRecorded(
            id, date, creditor, kind, dueDate, new DebtAmount(capital, interest, costs),
            new DebtTerms(securityRank, yearlyRatePpm, limitation), note);
    }

    public static V1.InterestAndCostsAdded MessageOf(InterestAndCostsAdded happened) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Charge = Uuid.Of(happened.Charge),
        InterestCents = happened.Interest.Cents,
        CostsCents = happened.Costs.Cents,
    };

    public static InterestAndCostsAdded InterestAndCostsAdded(FieldReader reader)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        FactId charge = default;
        var interest = Money.Zero;
        var costs = Money.Zero;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.InterestAndCostsAdded.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.InterestAndCostsAdded.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.InterestAndCostsAdded.ChargeFieldNumber:
                    charge = reader.Fact();
                    break;
                case V1.InterestAndCostsAdded.InterestCentsFieldNumber:
                    interest = reader.Money();
                    break;
                case V1.InterestAndCostsAdded.CostsCentsFieldNumber:
                    costs = reader.Money();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new InterestAndCostsAdded(id, date, charge, interest, costs);
    }

    public static V1.CreditGranted MessageOf(CreditGranted happened, in TextSealer texts) => new()
    {
        Id = Uuid.Of(happened.Id),
        EffectiveDay = CivilDay.Of(happened.Date),
        Creditor = happened.Creditor.Value,
        Kind = (V1.CreditKind)happened.Kind,
        AmountCents = happened.Amount.Cents,
        Charge = Uuid.Of(happened.Charge),
        Note = texts.Seal(happened.Note, V1.CreditGranted.NoteFieldNumber),
    };

    public static CreditGranted CreditGranted(FieldReader reader, in TextOpener texts)
    {
        FactId id = default;
        var date = CivilDay.Epoch;
        var creditor = new CreditorId("");
        var kind = CreditKind.Unspecified;
        var amount = Money.Zero;
        FactId? charge = null;
        PersonalText? note = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.CreditGranted.IdFieldNumber:
                    id = reader.Fact();
                    break;
                case V1.CreditGranted.EffectiveDayFieldNumber:
                    date = reader.Day();
                    break;
                case V1.CreditGranted.CreditorFieldNumber:
                    creditor = new CreditorId(reader.Word());
                    break;
                case V1.CreditGranted.KindFieldNumber:
                    kind = (CreditKind)reader.Int32();
                    break;
                case V1.CreditGranted.AmountCentsFieldNumber:
                    amount = reader.Money();
                    break;
                case V1.CreditGranted.ChargeFieldNumber:
                    charge = reader.Fact();
                    break;
                case V1.CreditGranted.NoteFieldNumber:
                    note = texts.Open(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new CreditGranted(id, date, creditor, kind, amount, charge, note);
    }
}
