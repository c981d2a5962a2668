using System.Buffers.Binary;
using BudgetCoaching.Api.Errors;
using BudgetCoaching.Api.Mapping;
using BudgetCoaching.Domain;
using BudgetCoaching.Projections;
using BudgetCoaching.Projections.HouseholdDirectory;
using BudgetCoaching.V1;

namespace BudgetCoaching.Api.Services;

/// <summary>Lists households by urgency.</summary>
internal sealed class HouseholdDirectory(ReadModelQueries models, HouseholdReads reads)
{
    private const int PlaceLength = 1 + sizeof(long) + 16;

    private static readonly PageLimits Limits = new(Default: 50, Max: 500);

    /// <param name="request">What is asked.</param>
    /// <param name="seen">What the caller may see; null: all.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<ListHouseholdsResponse> ListAsync(ListHouseholdsRequest request, SeenHouseholds? seen, CancellationToken cancel)
    {
        var faults = new FieldFaults();
        var fields = faults.Root;
        var filter = new DirectoryFilter(
            fields.Agency("agency", request.Agency),
            request.Consultant.Length == 0 ? null : fields.Staff("consultant", request.Consultant),
            fields.OptionalCreditor("creditor", request.Creditor),
            request.TrendClass == TrendClass.Unspecified
                ? null
                : fields.Choice("trend_class", (Domain.Ledgers.TrendClass)request.TrendClass),
            fields.OptionalDate("overdue_since_date", request.OverdueSinceDate),
            request.ShowClosed);
        var page = PageToken.Read(fields, request, request.PageSize, request.PageToken, Limits, filter);
        faults.ThrowIfAny();
        await reads.CheckAgencyAsync(filter.Agency, cancel);
        await reads.CheckCreditorAsync(faults, filter.Agency, filter.Creditor, cancel);
        await models.CatchUpAsync(request.MinCursor, cancel);
        var found = models.Models.ListHouseholds(filter, KeyOf(page.Place), page.Size, seen);
        var answer = new ListHouseholdsResponse { Resolved = models.Resolved(found.Day, found.KnownAt, found.Position) };
        foreach (var entry in found.Households)
        {
            answer.Households.Add(ToWire(entry, filter.Agency));
        }

        if (found.Next is { } next)
        {
            answer.NextPageToken = page.Next(PlaceOf(next));
        }

        return answer;
    }

    private static HouseholdSummary ToWire(DirectoryEntry entry, AgencyId agency)
    {
        var summary = new HouseholdSummary
        {
            Household = ResourceNames.Of(entry.Household),
            Consultant = entry.Consultant?.Value ?? "",
            State = entry.IsClosed ? Household.Types.State.Closed : Household.Types.State.Open,
            Overdue = entry.Overdue.ToWire(),
            AgeDays = entry.AgeDays,
        };
        foreach (var creditor in entry.Creditors)
        {
            summary.Creditors.Add(new CreditorSummary
            {
                Creditor = ResourceNames.Of(agency, creditor.Creditor),
                Overdue = creditor.Overdue.ToWire(),
                OverdueSinceDate = creditor.OverdueSince.ToWire(),
                AgeDays = creditor.AgeDays,
                TrendClass = (TrendClass)creditor.Trend,
            });
        }

        return summary;
    }

    private static byte[] PlaceOf(DirectoryKey key)
    {
        var place = new byte[PlaceLength];
        place[0] = (byte)key.Urgency;
        BinaryPrimitives.WriteInt64BigEndian(place.AsSpan(1), key.Overdue.Cents);
        key.Household.Value.TryWriteBytes(place.AsSpan(1 + sizeof(long)), bigEndian: true, out _);
        return place;
    }

    private static DirectoryKey? KeyOf(byte[]? place) => place switch
    {
        null => null,
        { Length: PlaceLength } => new DirectoryKey(
            (Urgency)place[0],
            new Money(BinaryPrimitives.ReadInt64BigEndian(place.AsSpan(1))),
            new HouseholdId(new Guid(place.AsSpan(1 + sizeof(long)), bigEndian: true))),
        _ => throw ApiFault.PageTokenInvalid(),
    };
}
