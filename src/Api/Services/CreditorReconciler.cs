using System.Runtime.CompilerServices;
using BudgetCoaching.Api.Access;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using BudgetCoaching.Domain.Reconciliation;
using BudgetCoaching.Events.Sealing;
using BudgetCoaching.Storage;
using BudgetCoaching.V1;
using Grpc.Core;
using NodaTime;
using ComparedMonth = BudgetCoaching.Domain.Reconciliation.ComparedMonth;

namespace BudgetCoaching.Api.Services;

/// <summary>
/// Compares a creditor's totals with the log. The read model only lists which households there are; each is replayed, so the answer holds
/// for any viewpoint. Nothing but totals is kept, and lines are sent as they are read.
/// </summary>
internal sealed class CreditorReconciler(
    IEventStore log, IKeyReader keys, ReadModelQueries models, HouseholdReads reads, Consenting consents, Disclosures disclosures)
{
    /// <summary>Households read from the list at once.</summary>
    private const int HouseholdsMax = 500;

    private readonly HouseholdReader households = new(log, keys);

    public async Task RunAsync(
        ReconcileCreditorRequest request, IServerStreamWriter<ReconcileCreditorResponse> responses, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var faults = new FieldFaults();
        var question = CreditorQuestion.Read(faults, request, reads.Today);
        await reads.CheckAgencyAsync(question.Agency, cancel);
        await reads.CheckCreditorAsync(faults, question.Agency, question.Creditor, cancel);
        await models.CatchUpAsync(question.Viewpoint.MinCursor, cancel);
        await models.CatchUpAsync(Cursor.Encode(log.StoreId, await log.ReadHeadAsync(cancel)), cancel);
        var scope = ScopeOf(question, context);
        var answer = new CreditorAnswer(question, responses, cancel);
        await (question.IsByHousehold ? EachAsync(scope, answer, cancel) : TogetherAsync(scope, answer, cancel));
        await answer.FinishAsync(models.Resolved(question.Viewpoint.AsOf, scope.KnownAt, scope.Position));
    }

    /// <summary>Household by household; at the end those of which the books know nothing.</summary>
    private async Task EachAsync(Scope scope, CreditorAnswer answer, CancellationToken cancel)
    {
        var stated = new Dictionary<HouseholdId, Dictionary<YearMonth, StatedTotals>>(scope.Question.Stated);
        await foreach (var (household, isShown, lines) in LinesAsync(scope, isFirst: true, cancel))
        {
            if (isShown)
            {
                stated.Remove(household, out var theirs);
                var months = new CreditorMonths(scope.Question.First, scope.Question.MonthCount);
                answer.Met(months, lines);
                var differing = await answer.CompareAsync(household, months.Compare(theirs));
                await answer.TraceAsync(household, lines, differing);
            }
        }

        if (scope.NeedsConsent)
        {
            answer.Withhold(stated.Count);
            return;
        }

        foreach (var (household, theirs) in stated.OrderBy(pair => pair.Key.Value))
        {
            await answer.CompareAsync(household, new CreditorMonths(scope.Question.First, scope.Question.MonthCount).Compare(theirs));
        }
    }

    /// <summary>All households once for the totals, and once more for the lines of the months that differ.</summary>
    private async Task TogetherAsync(Scope scope, CreditorAnswer answer, CancellationToken cancel)
    {
        var months = new CreditorMonths(scope.Question.First, scope.Question.MonthCount);
        await foreach (var (_, _, lines) in LinesAsync(scope, isFirst: true, cancel))
        {
            answer.Met(months, lines);
        }

        var differing = await answer.CompareAsync(household: null, months.Compare(scope.Question.Stated.GetValueOrDefault(default)));
        if (differing.Count == 0)
        {
            return;
        }

        await foreach (var (household, isShown, lines) in LinesAsync(scope, isFirst: false, cancel))
        {
            if (isShown)
            {
                await answer.TraceAsync(household, lines, differing);
            }
        }
    }

    /// <summary>What is listed is known at one moment, so that a second reading finds the same.</summary>
    private Scope ScopeOf(CreditorQuestion question, ServerCallContext context)
    {
        var first = models.Models.ListHouseholdIds(question.Agency, ListedFor(question), default, pageSize: 1);
        var asked = question.Viewpoint.KnownAt is { } limit ? RecordTime.Of(limit.ToDateTimeOffset()) : first.KnownAt;
        return new Scope(question, asked < first.KnownAt ? asked : first.KnownAt, first.Position, context);
    }

    /// <param name="scope">Whose lines.</param>
    /// <param name="isFirst">The first time each household is entered in the register before anything of it is told.</param>
    /// <param name="cancel">Ends the reading.</param>
    private async IAsyncEnumerable<(HouseholdId Household, bool IsShown, IReadOnlyList<CreditorLine> Lines)> LinesAsync(
        Scope scope, bool isFirst, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (scope.KnownAt is not { } known)
        {
            yield break;
        }

        var question = scope.Question;
        var (after, isLast) = (default(HouseholdId), false);

        // Each turn begins after the last household of the one before, and there are finitely many.
        while (!isLast)
        {
            var page = models.Models.ListHouseholdIds(question.Agency, ListedFor(question), after, HouseholdsMax);
            var shown = await ShownAsync(scope, page.Households, cancel);
            if (isFirst)
            {
                await disclosures.EnterAsync(scope.Context, question.Agency, shown.Select(each => (each.Key, each.Value)));
            }

            foreach (var household in page.Households)
            {
                after = household;
                if (shown.ContainsKey(household) || !question.IsByHousehold)
                {
                    var replay = await households.ReadAsync(household, EntryDetail.Figures, Streams.InstantOf(known), cancel);
                    var facts = HouseholdFacts.Known(replay.Entries);
                    var lines = CreditorLines.Of(facts, question.Creditor, question.Viewpoint.AsOf, question.By);
                    yield return (household, shown.ContainsKey(household), lines);
                }
            }

            isLast = page.IsLast;
        }
    }

    /// <summary>Those of which something may be told, each with the consent by which it is; null where none is needed.</summary>
    private async Task<Dictionary<HouseholdId, FactId?>> ShownAsync(
        Scope scope, IReadOnlyList<HouseholdId> listed, CancellationToken cancel)
    {
        var shown = new Dictionary<HouseholdId, FactId?>(listed.Count);
        foreach (var household in listed)
        {
            if (!scope.NeedsConsent)
            {
                shown.Add(household, null);
            }
            else if (await consents.FindAsync(scope.Reader!, household, ConsentParts.Ledger, cancel) is { } consent)
            {
                shown.Add(household, consent.Id);
            }
        }

        return shown;
    }

    /// <summary>Before a correction a household may have dealt with a creditor with which now it has not: then all are read.</summary>
    private static CreditorId? ListedFor(CreditorQuestion question) =>
        question.Viewpoint.KnownAt is null ? question.Creditor : null;

    /// <param name="KnownAt">Nothing recorded after it; null: the agency has no household.</param>
    /// <param name="Context">Of the call.</param>
    private sealed record Scope(CreditorQuestion Question, RecordTime? KnownAt, Position Position, ServerCallContext Context)
    {
        /// <summary>Null where callers are not verified.</summary>
        public Caller? Reader { get; } = Caller.VerifiedOf(Context);

        public bool NeedsConsent => Reader is { Acts: Roles.Integrator };
    }
}
