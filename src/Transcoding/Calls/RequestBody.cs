using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Net.Http.Headers;

namespace BudgetCoaching.Transcoding.Calls;

/// <summary>The body of a request, bounded.</summary>
internal static class RequestBody
{
    /// <summary>Waits for all of it. Whoever asked advances the reader past it when it is read.</summary>
    /// <exception cref="Refusal">It is larger than allowed.</exception>
    public static async ValueTask<ReadOnlySequence<byte>> ReadAsync(HttpRequest request, int bytesMax, string domain)
    {
        if (request.ContentLength > bytesMax)
        {
            throw Refusal.TooLarge(bytesMax, domain);
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync();
            if (read.Buffer.Length > bytesMax)
            {
                // Given back as read: the server reads the rest away, and can not while a read is open.
                reader.AdvanceTo(read.Buffer.End);
                throw Refusal.TooLarge(bytesMax, domain);
            }

            if (read.IsCompleted || read.IsCanceled)
            {
                return read.Buffer;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <exception cref="Refusal">There is a body of another type or encoding.</exception>
    public static void RequireType(HttpRequest request, string wanted, string domain)
    {
        if (request.ContentLength == 0 || (request.ContentLength is null && !HasBody(request)))
        {
            return;
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals(wanted, StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            || request.Headers.ContentEncoding is { Count: > 0 })
        {
            throw Refusal.ContentType(wanted, domain);
        }
    }

    /// <summary>
    /// A stream of requests may go on for long and pause: Kestrel's bounds on size and speed would break it. What is held at once is
    /// bounded by the size of a message.
    /// </summary>
    public static void LiftStreamLimits(IFeatureCollection features)
    {
        if (features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        if (features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
    }

    private static bool HasBody(HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false };
}
