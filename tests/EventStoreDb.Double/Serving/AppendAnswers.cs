using BudgetCoaching.EventStoreDb.Double.Log;
using BudgetCoaching.Storage.EventStoreDb.Protocol;

namespace BudgetCoaching.EventStoreDb.Double.Serving;

/// <summary>The answers to an append; a conflict is one, for callers of today and for those of version 20.6.</summary>
internal static class AppendAnswers
{
    /// <summary>Null where it is not told.</summary>
    public static AllStreamPosition? PositionOf(Verdict.Written written, ToldPosition told) => told switch
    {
        ToldPosition.LastEvent => Wire.ToPosition(written.Position),
        ToldPosition.BeforeTheLastEvent => Wire.ToPosition(written.Position - 1),
        ToldPosition.PastTheLastEvent => Wire.ToPosition(written.Position + 1),
        _ => null,
    };

    public static AppendResp Success(Verdict.Written written, ToldPosition told)
    {
        var success = new AppendResp.Types.Success();
        if (written.Revision == Expected.NoStream)
        {
            (success.NoStream, success.NoPosition) = (Wire.Empty, Wire.Empty);
        }
        else
        {
            success.CurrentRevision = (ulong)written.Revision;
            if (PositionOf(written, told) is { } position)
            {
                success.Position = position;
            }
            else
            {
                success.NoPosition = Wire.Empty;
            }
        }

        return new AppendResp { Success = success };
    }

    public static AppendResp Conflict(long expected, long current)
    {
        var conflict = new AppendResp.Types.WrongExpectedVersion();
        if (current == Expected.NoStream)
        {
            (conflict.NoStream2060, conflict.CurrentNoStream) = (Wire.Empty, Wire.Empty);
        }
        else
        {
            (conflict.CurrentRevision2060, conflict.CurrentRevision) = ((ulong)current, (ulong)current);
        }

        switch (expected)
        {
            case Expected.NoStream:
                // Version 20.6 had no word for it.
                conflict.ExpectedNoStream = Wire.Empty;
                break;
            case Expected.Any:
                (conflict.Any2060, conflict.ExpectedAny) = (Wire.Empty, Wire.Empty);
                break;
            case Expected.Exists:
                (conflict.StreamExists2060, conflict.ExpectedStreamExists) = (Wire.Empty, Wire.Empty);
                break;
            default:
                (conflict.ExpectedRevision2060, conflict.ExpectedRevision) = ((ulong)expected, (ulong)expected);
                break;
        }

        return new AppendResp { WrongExpectedVersion = conflict };
    }
}
