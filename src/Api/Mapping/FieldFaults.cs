using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;

namespace BudgetCoaching.Api.Mapping;

/// <summary>Every fault of one request, so that a caller mends them all at once and not one after the other.</summary>
internal sealed class FieldFaults
{
    /// <summary>More faults than this are no news: a request of thousands of bad parts must not become an answer of thousands.</summary>
    public const int FaultsMax = 50;

    private readonly List<FieldFault> found = [];
    private List<NamedCreditor>? creditors;

    public IReadOnlyList<FieldFault> Found => found;

    /// <summary>Fields of the request itself.</summary>
    public Fields Root => new(this, "");

    public void Add(string field, string description, string value = "") => Add(new FieldFault(field, description, value));

    public void Add(FieldFault fault)
    {
        if (found.Count < FaultsMax)
        {
            found.Add(fault);
        }
    }

    /// <summary>Remembers a creditor that was given by its full name, until it is known whose household it is about.</summary>
    public void Name(string field, AgencyId agency, CreditorId creditor) => (creditors ??= []).Add(new(field, agency, creditor));

    /// <summary>Null when every creditor given by its full name is this agency's; the first that is not is refused.</summary>
    public Refusal? CreditorOfAnother(AgencyId agency)
    {
        if (creditors is null)
        {
            return null;
        }

        foreach (var named in creditors)
        {
            if (named.Agency != agency)
            {
                return new Refusal(
                    Reasons.CreditorUnknown,
                    $"{named.Field} names a creditor of agency {named.Agency}; the household is of agency {agency}.",
                    [
                        new RefusalDetail("field", named.Field),
                        new RefusalDetail("creditor", ResourceNames.Of(named.Agency, named.Creditor)),
                        new RefusalDetail("agency", ResourceNames.Of(agency)),
                    ]);
            }
        }

        return null;
    }

    /// <exception cref="InvalidFieldsException">Something was found.</exception>
    public void ThrowIfAny()
    {
        if (found.Count > 0)
        {
            throw new InvalidFieldsException(found);
        }
    }

    private readonly record struct NamedCreditor(string Field, AgencyId Agency, CreditorId Creditor);
}

/// <param name="Field">Path such as <c>charge.amount.capital</c>.</param>
/// <param name="Description">What is wrong and what would be right.</param>
/// <param name="Value">What was given, where that is a figure, a day or a choice; empty for any text, which could be personal.</param>
/// <param name="Reason">Stable, where programs decide by it; empty for most.</param>
/// <param name="Expected">What would be right, where programs want to know it.</param>
internal readonly record struct FieldFault(
    string Field, string Description, string Value = "", string Reason = "", string Expected = "")
{
    /// <summary>An amount in another currency than the books'; what is expected is the books' code.</summary>
    public const string CurrencyOther = "CURRENCY_OTHER";
}

/// <summary>A request with malformed fields; answered INVALID_ARGUMENT with all of them.</summary>
internal sealed class InvalidFieldsException(IReadOnlyList<FieldFault> faults) : Exception("Malformed fields.")
{
    public IReadOnlyList<FieldFault> Faults { get; } = faults;
}
