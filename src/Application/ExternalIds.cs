using System.Text;
using BudgetCoaching.Application.Keys;
using BudgetCoaching.Domain;
using BudgetCoaching.Events;
using BudgetCoaching.Events.Sealing;

namespace BudgetCoaching.Application;

/// <summary>
/// Ids that follow from an agency's own: the same text always means the same household, fact, member or account, nothing of it is stored,
/// and who lacks the agency's key can neither read it back nor try out which text it was. A UUID of version 8 (RFC 9562, section 5.8) made
/// of the first 16 bytes of an HMAC-SHA-256 over kind and text. Thread safe.
/// </summary>
public sealed class ExternalIds
{
    /// <summary>Longest text, in UTF-16 units.</summary>
    public const int LengthMax = 200;

    private const string HouseholdKind = "external household 1";
    private const string FactKind = "external fact 1";
    private const string MemberKind = "external member 1";
    private const string AccountKind = "external account 1";
    private const string CreditorKind = "external creditor 1";
    private const int UuidLength = 16;

    /// <summary>Namespace of the names under which agencies' keys are kept; fixed for ever.</summary>
    private static readonly Guid Owners = new("b1a3c9a2-5d0e-4a57-8f1c-90d2f6e7a413");

    private readonly HouseholdKey key;

    internal ExternalIds(HouseholdKey key) => this.key = key;

    /// <summary>
    /// Opens an agency's ids, and makes its key at first use. Whoever loses the key store loses them too: the same texts would then mean
    /// other households.
    /// </summary>
    /// <exception cref="KeysRefusedException">The agency's key was destroyed.</exception>
    public static ExternalIds Open(IKeyStore keys, AgencyId agency)
    {
        var owner = OwnerOf(agency);
        var found = keys.Find(owner);
        if (found.State == KeyState.Absent)
        {
            keys.Rename(FirstOwnerOf(agency), owner);
            found = keys.CreateIfAbsent(owner);
        }

        return found.Key is { } key
            ? new ExternalIds(key)
            : throw new KeysRefusedException(
                KeysRefusedException.AgencyKeyDestroyed, $"The key of agency {agency} was destroyed: its own ids lead nowhere any more.");
    }

    public HouseholdId Household(string text) => new(Derive(HouseholdKind, text));

    /// <summary>Facts of all kinds together: what names a debt or a payment need not know which kind of fact it is.</summary>
    public FactId Fact(string text) => new(Derive(FactKind, text));

    public MemberId Member(string text) => new(Derive(MemberKind, text));

    public AccountId Account(string text) => new(Derive(AccountKind, text));

    /// <summary>No creditor bears a UUID by itself: this one only finds what the agency mapped.</summary>
    public Guid Creditor(string text) => Derive(CreditorKind, text);

    /// <summary>
    /// The key store's name for an agency: its key lies among those of households, under an id of a form that none can be enrolled under,
    /// or forgetting that household would destroy it.
    /// </summary>
    internal static HouseholdId OwnerOf(AgencyId agency)
    {
        var bytes = FirstOwnerOf(agency).Value.ToByteArray(bigEndian: true);
        bytes[6] |= 0xf0;
        return new HouseholdId(new Guid(bytes, bigEndian: true));
    }

    /// <summary>Where stores of the first versions keep the key: an id that a household may have.</summary>
    internal static HouseholdId FirstOwnerOf(AgencyId agency) => new(EventIds.NameBased(Owners, $"agency-{agency}"));

    private Guid Derive(string kind, string text)
    {
        var hash = key.Digest(kind, Encoding.UTF8.GetBytes(text));
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash.AsSpan(0, UuidLength), bigEndian: true);
    }
}
