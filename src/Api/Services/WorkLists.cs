using System.Buffers.Binary;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Warnings;
using BudgetCoaching.Projections;
using BudgetCoaching.Projections.WorkRanks;
using BudgetCoaching.V1;
using NodaTime;
using WorkListEntry = BudgetCoaching.V1.WorkListEntry;

namespace BudgetCoaching.Api.Services;

/// <summary>
/// Lists whom to see: the order comes from the read model, and each household of a page is replayed for the same days to say why.
/// </summary>
internal sealed class WorkLists(ReadModelQueries models, HouseholdReads reads)
{
    /// <summary>Rank, score, overdue, last contact, household.</summary>
    private const int PlaceLength = sizeof(int) + sizeof(int) + sizeof(long) + sizeof(int) + 16;

    /// <summary>At most so many replays a page.</summary>
    private static readonly PageLimits Limits = new(Default: 25, Max: 100);

    /// <summary>Where the log is asked over the network, so many of a page wait for it together.</summary>
    private const int ReplaysAtOnce = 8;

    private static readonly LocalDate Epoch = new(1970, 1, 1);

    /// <param name="request">What is asked.</param>
    /// <param name="seen">What the caller may see; null: all.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<GetWorkListResponse> ReadAsync(GetWorkListRequest request, SeenHouseholds? seen, CancellationToken cancel)
    {
        var faults = new FieldFaults();
        var fields = faults.Root;
        var agency = fields.Agency("agency", request.Agency);
        var consultant = request.Consultant.Length == 0 ? (StaffId?)null : fields.Staff("consultant", request.Consultant);
        var page = PageToken.Read(fields, request, request.PageSize, request.PageToken, Limits, request.Agency, request.Consultant);
        faults.ThrowIfAny();
        await reads.CheckAgencyAsync(agency, cancel);
        await models.CatchUpAsync(request.MinCursor, cancel);
        var (last, after) = PlaceOf(page.Place);
        var found = models.Models.ListWorkRanks(agency, consultant, after, page.Size, seen);
        var answer = new GetWorkListResponse
        {
            TotalCount = found.Total,
            Resolved = models.Resolved(found.Day, found.KnownAt, found.Position),
        };
        var from = new Viewpoint(found.Day, found.KnownAt is { } known ? Streams.InstantOf(known) : null, MinCursor: "");
        foreach (var some in found.Ranks.Chunk(ReplaysAtOnce))
        {
            answer.Entries.AddRange(await Task.WhenAll(some.Select(rank => ExplainAsync(rank, ++last, from, cancel))));
        }

        if (!found.IsLast)
        {
            answer.NextPageToken = page.Next(PlaceOf(last, found.Ranks[^1]));
        }

        return answer;
    }

    private async Task<WorkListEntry> ExplainAsync(WorkRank rank, int number, Viewpoint from, CancellationToken cancel)
    {
        var view = await reads.ViewAsync(rank.Household, from, cancel);
        var situation = HouseholdSituation.Of(view.Facts, view.Timelines(), view.AsOf, view.Parameters)
            ?? throw new InvalidOperationException($"{rank.Household} has a rank before its enrolment.");
        var entry = WarningAnswers.ToWire(situation, view.Agency);
        entry.Rank = number;
        return entry;
    }

    private static (int Last, WorkRank? After) PlaceOf(byte[]? place) => place switch
    {
        null => (0, null),
        { Length: PlaceLength } => (
            BinaryPrimitives.ReadInt32BigEndian(place),
            new WorkRank(
                BinaryPrimitives.ReadInt32BigEndian(place.AsSpan(4)),
                new Domain.Money(BinaryPrimitives.ReadInt64BigEndian(place.AsSpan(8))),
                BinaryPrimitives.ReadInt32BigEndian(place.AsSpan(16)) is var days && days == int.MinValue ? null : Epoch.PlusDays(days),
                new HouseholdId(new Guid(place.AsSpan(20), bigEndian: true)))),
        _ => throw ApiFault.PageTokenInvalid(),
    };

    private static byte[] PlaceOf(int last, WorkRank rank)
    {
        var place = new byte[PlaceLength];
        BinaryPrimitives.WriteInt32BigEndian(place, last);
        BinaryPrimitives.WriteInt32BigEndian(place.AsSpan(4), rank.Score);
        BinaryPrimitives.WriteInt64BigEndian(place.AsSpan(8), rank.Overdue.Cents);
        BinaryPrimitives.WriteInt32BigEndian(
            place.AsSpan(16), rank.LastContact is { } contact ? Period.DaysBetween(Epoch, contact) : int.MinValue);
        rank.Household.Value.TryWriteBytes(place.AsSpan(20), bigEndian: true, out _);
        return place;
    }
}
