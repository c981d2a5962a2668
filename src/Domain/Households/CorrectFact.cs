using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.Domain.Households.FactRules;
using BudgetCoaching.Domain.Planning;
using NodaTime;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Domain.Households;

/// <summary>Mends a mistake: replaces a fact by another of its kind, or voids it (R4). A closed household accepts it too (R9).</summary>
/// <param name="Id">The correction's own id.</param>
/// <param name="Supersedes">The correction in force as the author saw it; null for a fact that was not corrected yet.</param>
/// <param name="Replacement">Carries the original's id; null voids the fact.</param>
public sealed record CorrectFact(FactId Id, FactId Original, FactId? Supersedes, string ReasonCode, Fact? Replacement)
{
    private const string SupersededMessage =
        "Another correction is in force than the one named: read the fact again and put live_correction into supersedes_id.";

    /// <summary>
    /// In this order: the household is enrolled; the same correction again is nothing; its id is free; the original is known; the
    /// correction named is the one in force; kind and id of the replacement; the reason; the content, by the rules of the fact itself.
    /// </summary>
    public static Decision<HouseholdEvent> Decide(HouseholdState state, CorrectFact command, AgencyState agency, Today today)
    {
        if (Recording.NotEnrolled(state) is { } absent)
        {
            return absent;
        }

        var original = state.Find(command.Original);
        if (original is not null && state.FindCorrection(command.Id) is { } known && known == Corrected(command, original.Original))
        {
            return Decision<HouseholdEvent>.Nothing;
        }

        if (Recording.Reused(state, command.Id) is { } reused)
        {
            return reused;
        }

        if (original is null)
        {
            return Named(Reasons.FactUnknown, $"No fact {command.Original} is recorded.", "fact", command.Original.ToString());
        }

        if (original.LiveCorrection != command.Supersedes)
        {
            var live = original.LiveCorrection?.ToString() ?? "";
            return Named(Reasons.CorrectionSuperseded, SupersededMessage, "live_correction", live);
        }

        var corrected = Corrected(command, original.Original);
        var refusal = Conditions.Slugged(command.ReasonCode, "reason_code");
        if (command.Replacement is { } replacement)
        {
            refusal = CheckKind(original.Original, replacement)
                ?? refusal
                ?? (replacement.Id == command.Id
                    ? Named(Reasons.FactIdReused, "A correction has an id of its own.", "fact", command.Id.ToString())
                    : null)
                ?? Content.Check(state, replacement, agency, today);
        }

        refusal ??= CheckHosting(state, original.Original, command.Replacement) ?? CheckPlans(state, corrected, original.Original);
        return refusal is null ? corrected : refusal;
    }

    private static FactCorrected Corrected(CorrectFact command, Fact original)
        => new(
            command.Id,
            command.Original,
            command.Supersedes,
            command.ReasonCode,
            command.Replacement is RepaymentPlanAgreed plan ? plan with { Judgement = JudgementOf(original) } : command.Replacement,
            original.Effective);

    /// <summary>A judgement was made when the plan was agreed: nobody corrects it by correcting the plan (R49).</summary>
    private static PlanJudgement? JudgementOf(Fact original) => (original as RepaymentPlanAgreed)?.Judgement;

    private static Refusal? CheckKind(Fact original, Fact replacement)
    {
        if (FactOrder.Rank(original) != FactOrder.Rank(replacement))
        {
            return Named(
                Reasons.CorrectionOtherKind,
                $"The fact is a {original.GetType().Name}, its replacement a {replacement.GetType().Name}.",
                "fact",
                original.Id.ToString());
        }

        return original.Id == replacement.Id
            ? null
            : Named(Reasons.CorrectionOtherId, $"The replacement must carry the id {original.Id}.", "fact", original.Id.ToString());
    }

    /// <summary>
    /// Places in a flat hang on what was decided about a hosting, and nobody may change a proposal under those who approved it (R51, R54):
    /// reasons, evidence and the way out may be mended, no more.
    /// </summary>
    private static Refusal? CheckHosting(HouseholdState state, Fact original, Fact? replacement)
    {
        var isKept = (original, replacement) switch
        {
            (HostingDecided known, _) => replacement is HostingDecided other && known == other with { ReasonCode = known.ReasonCode },
            (HostingEnded known, _) => replacement is HostingEnded other && known == other with { Exit = known.Exit },
            (HostingProposed known, _) when state.Live<HostingDecided>().Any(decided => decided.Proposal == known.Id)
                => replacement is HostingProposed other
                    && known == other with { ReasonCode = known.ReasonCode, Evidence = known.Evidence },
            (HostingAgreed known, _) when state.Live<HostingDecided>().Any(decided => decided.Hosting == known.Id) => replacement == known,
            _ => true,
        };
        return isKept
            ? null
            : Named(
                Reasons.HostingSettled,
                "What was decided about a hosting is not corrected: end the hosting, or propose again.",
                "fact",
                original.Id.ToString());
    }

    /// <summary>A corrected plan or lapse may bring two plans into the same time (R39), seen only in the state that it leads to.</summary>
    private static Refusal? CheckPlans(HouseholdState state, FactCorrected corrected, Fact original)
    {
        if (original is not (RepaymentPlanAgreed or PlanLapsed))
        {
            return null;
        }

        var entry = new HouseholdEntry(state.Version + 1, state.LastRecorded ?? Instant.MinValue, corrected, Origin: null);
        var next = HouseholdState.Evolve(state, entry);
        return Conditions.First(next.Live<RepaymentPlanAgreed>(), plan => PlanPeriods.Check(next, plan));
    }

    private static Refusal Named(string reason, string message, string name, string value)
        => new(reason, message, [new RefusalDetail(name, value)]);
}
