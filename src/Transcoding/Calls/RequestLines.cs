using System.Buffers;
using System.IO.Pipelines;
using BudgetCoaching.Transcoding.Http;
using BudgetCoaching.Transcoding.Json;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace BudgetCoaching.Transcoding.Calls;

/// <summary>A stream of requests: one JSON document a line. Empty lines are passed over.</summary>
internal sealed class RequestLines<T>(
    HttpRequest http, RequestBinder binder, string[] values, int bytesMax, string domain, CancellationToken cancel) : IAsyncStreamReader<T>
    where T : class
{
    private readonly PipeReader reader = http.BodyReader;
    private int line;

    public T Current { get; private set; } = null!;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = await reader.ReadAsync(cancel);
            var rest = read.Buffer;
            while (TryCut(ref rest, read.IsCompleted, out var text))
            {
                line++;
                if (IsBlank(text))
                {
                    continue;
                }

                try
                {
                    Current = Parse(text);
                }
                finally
                {
                    reader.AdvanceTo(rest.Start);
                }

                return true;
            }

            // Nothing but a part of a line is left.
            var tooLong = rest.Length > bytesMax;
            reader.AdvanceTo(rest.Start, read.Buffer.End);
            if (tooLong)
            {
                throw Refusal.TooLarge(bytesMax, domain);
            }

            if (read.IsCompleted)
            {
                return false;
            }
        }
    }

    /// <summary>Cuts the first line off; the last one may lack its end.</summary>
    private static bool TryCut(ref ReadOnlySequence<byte> rest, bool isLast, out ReadOnlySequence<byte> text)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            text = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        text = rest;
        if (!isLast || rest.IsEmpty)
        {
            return false;
        }

        rest = rest.Slice(rest.End);
        return true;
    }

    private static bool IsBlank(ReadOnlySequence<byte> text)
    {
        foreach (var part in text)
        {
            if (part.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return false;
            }
        }

        return true;
    }

    private T Parse(ReadOnlySequence<byte> text)
    {
        if (text.Length > bytesMax)
        {
            throw Refusal.TooLarge(bytesMax, domain);
        }

        var faults = new JsonFaults();
        var request = binder.Bind(text, values, http, faults);
        if (faults.Count > 0)
        {
            faults.PutUnder(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {line}"), before: 0);
            throw Refusal.Malformed(faults, domain);
        }

        return (T)request;
    }
}
