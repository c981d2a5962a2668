using System.Collections;
using System.Collections.Concurrent;
using BudgetCoaching.Api.Services;
using BudgetCoaching.Application;
using BudgetCoaching.Domain;
using BudgetCoaching.Domain.Households;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using static BudgetCoaching.Domain.Households.HouseholdEvent;

namespace BudgetCoaching.Api.Access;

/// <summary>
/// Where a protected household lives is shown to the protection role alone: its address, the place or flat of a hosting, and every free text, which
/// could say it. Names stay. Whether it is protected is asked of what is known now: a question about a day before the protection must not
/// get around it.
/// </summary>
internal sealed class HiddenTexts(StreamStates states)
{
    /// <summary>Fields of texts that somebody writes as they like.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "street", "place", "flat", "note", "what", "evidence", "evidence_rule", "payer", "remittance",
    };

    private static readonly ConcurrentDictionary<MessageDescriptor, bool> Holding = new();

    public static bool IsProtected(HouseholdState now)
    {
        var hidden = false;
        foreach (var happened in now.Facts().InOrder)
        {
            hidden = happened is ProtectionDecided decided ? decided.IsProtected : hidden;
        }

        return hidden;
    }

    /// <summary>Whether the caller may see where a household lives.</summary>
    public static bool IsShown(HouseholdState now, ServerCallContext context) => ActsForProtection(context) || !IsProtected(now);

    /// <summary>
    /// Empties what the caller may not see in an answer about a household; one that can hold nothing of it costs nothing.
    /// </summary>
    public async Task TakeOutAsync(ServerCallContext context, HouseholdId household, object answer)
    {
        if (answer is IMessage message
            && CanHold(message.Descriptor)
            && !ActsForProtection(context)
            && IsProtected(await states.LoadAsync(household, context.CancellationToken)))
        {
            TakeOut(message);
        }
    }

    /// <summary>Empties every free text; that there was one is not told.</summary>
    public static void TakeOut(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.FieldType == FieldType.String && !field.IsRepeated && Names.Contains(field.Name))
            {
                field.Accessor.Clear(message);
            }
            else if (field.FieldType == FieldType.Message && !field.IsMap && CanHold(field.MessageType))
            {
                TakeOutOf(field.Accessor.GetValue(message));
            }
        }
    }

    private static void TakeOutOf(object? value)
    {
        if (value is IMessage one)
        {
            TakeOut(one);
        }
        else if (value is IList many)
        {
            foreach (IMessage each in many)
            {
                TakeOut(each);
            }
        }
    }

    private static bool CanHold(MessageDescriptor kind) => Holding.GetOrAdd(kind, static asked => CanHold(asked, []));

    /// <param name="kind">Of a message.</param>
    /// <param name="met">Kinds on the way here: a kind may hold itself.</param>
    private static bool CanHold(MessageDescriptor kind, HashSet<MessageDescriptor> met) => met.Add(kind)
        && kind.Fields.InDeclarationOrder().Any(field =>
            field.FieldType == FieldType.String ? !field.IsRepeated && Names.Contains(field.Name)
            : field.FieldType == FieldType.Message && !field.IsMap && CanHold(field.MessageType, met));

    /// <summary>An unverified caller acts as what it claims: it sits at the machine itself.</summary>
    private static bool ActsForProtection(ServerCallContext context) =>
        (Caller.VerifiedOf(context)?.Acts ?? RoleNames.Of(context.RequestHeaders.GetValue(Caller.RoleHeader) ?? "")) == Roles.Protection;
}
