using System.Collections.Immutable;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Planning;
using BudgetCoaching.Events.Wire;
using NodaTime;

namespace BudgetCoaching.Events.Families;

/// <summary>How a plan stood its test: message and record.</summary>
internal static class PlanJudgementCodec
{
    private const int MonthsOfYear = 12;

    public static V1.PlanJudgement MessageOf(PlanJudgement judged)
    {
        var message = new V1.PlanJudgement
        {
            OpeningDay = CivilDay.Of(judged.OpeningDay),
            OpeningCashCents = judged.OpeningCash.Cents,
            HorizonDays = judged.Days,
            Basis = ComplianceCodec.MessageOf(judged.Basis),
        };
        foreach (var check in judged.Checks)
        {
            message.Checks.Add(MessageOf(check));
        }

        if (judged.Override is { } given)
        {
            message.Override = new V1.PlanOverride { Decider = given.Decider.Value, ReasonCode = given.ReasonCode };
        }

        return message;
    }

    public static PlanJudgement Read(FieldReader reader)
    {
        var openingDay = CivilDay.Epoch;
        var openingCash = Money.Zero;
        var days = 0;
        var checks = ImmutableArray.CreateBuilder<PlanCheck>();
        var basis = new JudgementBasis(new ParameterSetId(""), "", 0);
        PlanOverride? given = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.PlanJudgement.OpeningDayFieldNumber:
                    openingDay = reader.Day();
                    break;
                case V1.PlanJudgement.OpeningCashCentsFieldNumber:
                    openingCash = reader.Money();
                    break;
                case V1.PlanJudgement.HorizonDaysFieldNumber:
                    days = reader.Int32();
                    break;
                case V1.PlanJudgement.ChecksFieldNumber:
                    checks.Add(CheckOf(reader.Message()));
                    break;
                case V1.PlanJudgement.BasisFieldNumber:
                    basis = ComplianceCodec.BasisOf(reader.Message());
                    break;
                case V1.PlanJudgement.OverrideFieldNumber:
                    given = OverrideOf(reader.Message());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new PlanJudgement(openingDay, openingCash, days, new ValueList<PlanCheck>(checks.DrainToImmutable()), basis, given);
    }

    private static V1.PlanCheck MessageOf(PlanCheck check)
    {
        var message = new V1.PlanCheck
        {
            Kind = (V1.PlanCheckKind)check.Kind,
            Verdict = (V1.CheckVerdict)check.Verdict,
            FigureCents = check.Figure.Cents,
            LimitCents = check.Limit.Cents,
        };
        if (check.Month is { } month)
        {
            message.Month = month.Year * MonthsOfYear + month.Month - 1;
        }

        if (check.Day is { } day)
        {
            message.Day = CivilDay.Of(day);
        }

        return message;
    }

    private static PlanCheck CheckOf(FieldReader reader)
    {
        var kind = PlanCheckKind.Unspecified;
        var verdict = CheckVerdict.Unspecified;
        var figure = Money.Zero;
        var limit = Money.Zero;
        YearMonth? month = null;
        LocalDate? day = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.PlanCheck.KindFieldNumber:
                    kind = (PlanCheckKind)reader.Int32();
                    break;
                case V1.PlanCheck.VerdictFieldNumber:
                    verdict = (CheckVerdict)reader.Int32();
                    break;
                case V1.PlanCheck.FigureCentsFieldNumber:
                    figure = reader.Money();
                    break;
                case V1.PlanCheck.LimitCentsFieldNumber:
                    limit = reader.Money();
                    break;
                case V1.PlanCheck.MonthFieldNumber:
                    var months = reader.Int32();
                    month = new YearMonth(months / MonthsOfYear, months % MonthsOfYear + 1);
                    break;
                case V1.PlanCheck.DayFieldNumber:
                    day = reader.Day();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new PlanCheck(kind, verdict, figure, limit, month, day);
    }

    private static PlanOverride OverrideOf(FieldReader reader)
    {
        var decider = new StaffId("");
        var reasonCode = "";
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case V1.PlanOverride.DeciderFieldNumber:
                    decider = new StaffId(reader.Word());
                    break;
                case V1.PlanOverride.ReasonCodeFieldNumber:
                    reasonCode = reader.Word();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new PlanOverride(decider, reasonCode);
    }
}
