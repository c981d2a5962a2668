using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BudgetCoaching.Transcoding.Calls;

/// <summary>The path of a request as it came, percent-encoded: decoding can only be right a segment at a time.</summary>
internal static class RawPath
{
    public static string Of(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (target.Length == 0 || target[0] != '/' || http.Request.PathBase.HasValue)
        {
            return http.Request.Path.Value ?? "";
        }

        var end = target.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? target : target[..end];
    }
}
