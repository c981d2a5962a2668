using BudgetCoaching.Api.Bulk;
using BudgetCoaching.Api.Services;
using BudgetCoaching.Application;
using BudgetCoaching.Domain.Agencies;
using BudgetCoaching.V1;
using Google.Protobuf;

namespace BudgetCoaching.Api.OwnIds;

/// <summary>
/// Puts our ids in the place of an agency's own, so that from there on a request is the one that it stands for. A text that is no such id
/// stays, for the request's own reading to accept or refuse. For the requests of one call, one after the other.
/// </summary>
/// <param name="open">Asked at the first own id met: who never uses them has no key.</param>
internal sealed class AgencyIds(Func<CancellationToken, Task<OpenedIds>> open)
{
    public const string Word = "external";

    public const string Prefix = Word + ":";

    private const string HouseholdPrefix = "households/";

    private OpenedIds? opened;
    private bool isMet;

    /// <param name="request">Any message; one that can name no own id stays as it is.</param>
    /// <param name="cancel">Ends the opening.</param>
    public async ValueTask ResolveAsync(IMessage? request, CancellationToken cancel)
    {
        Resolve(request);
        if (isMet && opened is null)
        {
            opened = await open(cancel);
            Resolve(request);
        }
    }

    public string Fact(string id) => Replace(id, static (ids, text) => ids.Fact(text).Value);

    public string Member(string id) => Replace(id, static (ids, text) => ids.Member(text).Value);

    public string Account(string id) => Replace(id, static (ids, text) => ids.Account(text).Value);

    public string Creditor(string name) => Replace(name, static (ids, text) => ids.Creditor(text));

    /// <summary>The household in a resource name, of itself or of something that it has.</summary>
    public string Household(string name)
    {
        if (!name.StartsWith(HouseholdPrefix + Prefix, StringComparison.Ordinal))
        {
            return name;
        }

        var end = name.IndexOf('/', HouseholdPrefix.Length);
        var id = end < 0 ? name[HouseholdPrefix.Length..] : name[HouseholdPrefix.Length..end];
        return string.Concat(HouseholdPrefix, HouseholdId(id), end < 0 ? "" : name[end..]);
    }

    private void Resolve(IMessage? request)
    {
        switch (request)
        {
            case EnrolHouseholdRequest enrol:
                enrol.HouseholdId = HouseholdId(enrol.HouseholdId);
                break;
            case IRowWrite row:
                row.RecordedId = Fact(row.RecordedId);
                break;
        }

        if (request is INamesHousehold about)
        {
            about.Household = Household(about.Household);
        }

        if (request is INamesOthers others)
        {
            others.ResolveReferences(this);
        }
    }

    private string HouseholdId(string id) => Replace(id, static (ids, text) => ids.Household(text).Value);

    private string Replace(string id, Func<ExternalIds, string, Guid> compute)
    {
        if (!id.StartsWith(Prefix, StringComparison.Ordinal) || id.Length - Prefix.Length is < 1 or > ExternalIds.LengthMax)
        {
            return id;
        }

        isMet = true;
        return opened is { } ids ? ids.Reach(compute(ids.Computed, id[Prefix.Length..])) : id;
    }
}

/// <summary>An agency's own ids, ready to be followed.</summary>
/// <param name="Computed">What an own id means where nothing is mapped.</param>
/// <param name="Agency">With its mappings.</param>
internal sealed record OpenedIds(ExternalIds Computed, AgencyState Agency)
{
    public string Reach(Guid ownId) => Agency.FindTarget(ownId) ?? ownId.ToString("D");
}
