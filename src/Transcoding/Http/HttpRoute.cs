using BudgetCoaching.Transcoding.Json;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Transcoding.Http;

/// <summary>One way to a call over HTTP, from its <c>google.api.http</c> annotation.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Body">The request's field that the body fills; <see cref="WholeBody"/>; empty: there is no body.</param>
/// <param name="ResponseBody">The response's field that is the answer; empty: the whole response.</param>
internal sealed record HttpRoute(string Method, PathTemplate Path, string Body, string ResponseBody)
{
    /// <summary>The body is the request, but for what the path says.</summary>
    public const string WholeBody = "*";

    private static readonly MessageParser<MethodOptions> Options =
        MethodOptions.Parser.WithExtensionRegistry([AnnotationsExtensions.Http]);

    /// <summary>In the order of the annotation; empty when the method has none.</summary>
    /// <exception cref="InvalidOperationException">The annotation does not fit the method.</exception>
    public static IReadOnlyList<HttpRoute> Of(MethodDescriptor method)
    {
        // Through the bytes: whoever generated the contract's code may have generated the annotation's too, as another type.
        var options = method.ToProto().Options;
        if (options is null || Options.ParseFrom(options.ToByteString()).GetExtension(AnnotationsExtensions.Http) is not { } rule)
        {
            return [];
        }

        return [.. rule.AdditionalBindings.Prepend(rule).Select(one => Of(method, one))];
    }

    private static HttpRoute Of(MethodDescriptor method, HttpRule rule)
    {
        var (verb, path) = rule.PatternCase switch
        {
            HttpRule.PatternOneofCase.Get => ("GET", rule.Get),
            HttpRule.PatternOneofCase.Put => ("PUT", rule.Put),
            HttpRule.PatternOneofCase.Post => ("POST", rule.Post),
            HttpRule.PatternOneofCase.Delete => ("DELETE", rule.Delete),
            HttpRule.PatternOneofCase.Patch => ("PATCH", rule.Patch),
            HttpRule.PatternOneofCase.Custom => (rule.Custom.Kind.ToUpperInvariant(), rule.Custom.Path),
            _ => throw new InvalidOperationException($"{method.FullName}: the HTTP rule names no method and path."),
        };
        try
        {
            var route = new HttpRoute(verb, PathTemplate.Parse(path), rule.Body, rule.ResponseBody);
            route.Check(method);
            return route;
        }
        catch (FormatException malformed)
        {
            throw new InvalidOperationException($"{method.FullName}: {malformed.Message}", malformed);
        }
    }

    private void Check(MethodDescriptor method)
    {
        foreach (var variable in Path.Variables)
        {
            if (FieldPath.Find(method.InputType, variable.Field) is not { } field || !field.Target.HasTextForm || field.Target.IsMany)
            {
                throw new FormatException($"'{variable.Field}' is no single field of {method.InputType.FullName} with a text form.");
            }
        }

        if (Body is not ("" or WholeBody) && method.InputType.FindFieldByName(Body) is null)
        {
            throw new FormatException($"body '{Body}' is no field of {method.InputType.FullName}.");
        }

        if (ResponseBody.Length > 0 && method.OutputType.FindFieldByName(ResponseBody) is null)
        {
            throw new FormatException($"response_body '{ResponseBody}' is no field of {method.OutputType.FullName}.");
        }
    }
}
