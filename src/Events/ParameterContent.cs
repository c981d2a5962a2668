using System.Security.Cryptography;
using BudgetCoaching.Domain.Parameters;
using BudgetCoaching.Events.Families;
using Google.Protobuf;

namespace BudgetCoaching.Events;

/// <summary>What a judgement cites of a parameter set beside its id (R60).</summary>
public static class ParameterContent
{
    /// <summary>SHA-256 of the values as stored, in lower-case hex.</summary>
    public static string Hash(ParameterValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Convert.ToHexStringLower(SHA256.HashData(AgencyCodec.MessageOf(values).ToByteArray()));
    }
}
