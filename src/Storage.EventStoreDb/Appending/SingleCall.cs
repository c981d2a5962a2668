using BudgetCoaching.Storage.EventStoreDb.Connecting;
using BudgetCoaching.Storage.EventStoreDb.Protocol;
using Empty = BudgetCoaching.Storage.EventStoreDb.Protocol.Empty;

namespace BudgetCoaching.Storage.EventStoreDb.Appending;

/// <summary>One append on a call of its own: for servers that take no batches.</summary>
internal static class SingleCall
{
    private static readonly Empty Chosen = new();

    public static async Task<ServerAnswer> AppendAsync(Node node, PreparedAppend append, CancellationToken cancel)
    {
        using var call = node.Streams.Append(node.Options(cancel));
        await call.RequestStream.WriteAsync(new AppendReq { Options = Options(append) }).ConfigureAwait(false);
        foreach (var message in append.Messages)
        {
            await call.RequestStream.WriteAsync(new AppendReq { ProposedMessage = message }).ConfigureAwait(false);
        }

        await call.RequestStream.CompleteAsync().ConfigureAwait(false);
        var response = await call.ResponseAsync.ConfigureAwait(false);
        return response.ResultCase == AppendResp.ResultOneofCase.Success
            ? ServerAnswer.Stored(append.ExpectedVersion + append.Messages.Count, response.Success.Position)
            : ServerAnswer.WrongVersion(CurrentVersion(response.WrongExpectedVersion));
    }

    private static AppendReq.Types.Options Options(PreparedAppend append)
    {
        var options = new AppendReq.Types.Options { StreamIdentifier = StoredForm.Identifier(append.Stream.Value) };
        if (append.ExpectedVersion == 0)
        {
            options.NoStream = Chosen;
        }
        else
        {
            options.Revision = (ulong)append.ExpectedVersion - 1;
        }

        return options;
    }

    /// <summary>Servers tell it twice, for callers of two ages.</summary>
    private static long CurrentVersion(AppendResp.Types.WrongExpectedVersion wrong)
    {
        if (wrong.CurrentRevisionOptionCase == AppendResp.Types.WrongExpectedVersion.CurrentRevisionOptionOneofCase.CurrentRevision)
        {
            return checked((long)wrong.CurrentRevision + 1);
        }

        return wrong.CurrentRevisionOption2060Case
            == AppendResp.Types.WrongExpectedVersion.CurrentRevisionOption2060OneofCase.CurrentRevision2060
            ? checked((long)wrong.CurrentRevision2060 + 1)
            : 0;
    }
}
