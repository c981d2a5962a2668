using System.Buffers;
using System.Text.Json;
using BudgetCoaching.Transcoding.Json;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace BudgetCoaching.Transcoding.Calls;

/// <summary>Writes answers into the response. Nothing is flushed: headers and body leave together when the request is over.</summary>
internal static class JsonAnswer
{
    public const string Json = "application/json";
    public const string Lines = "application/x-ndjson";

    /// <param name="field">The only field that is sent; null: the whole message.</param>
    public static void Write(HttpContext http, IMessage message, MessagePlan plan, FieldPlan? field)
    {
        http.Response.ContentType = Json;
        using var json = JsonMessageWriter.NewWriter(http.Response.BodyWriter);
        Write(json, message, plan, field);
    }

    public static void Write(Utf8JsonWriter json, IMessage message, MessagePlan plan, FieldPlan? field)
    {
        if (field is null)
        {
            JsonMessageWriter.Write(json, message, plan);
        }
        else if (!field.HasPresence || field.IsSet(message))
        {
            JsonMessageWriter.WriteField(json, field, field.Get(message)!);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    public static void Write(HttpContext http, Refusal refusal)
    {
        http.Response.StatusCode = refusal.HttpStatus;
        http.Response.ContentType = Json;
        using var json = JsonMessageWriter.NewWriter(http.Response.BodyWriter);
        StatusJson.Write(json, refusal.Told);
    }

    /// <summary>The last line of a stream that broke: an object whose only field is <c>error</c>.</summary>
    public static void WriteLastLine(IBufferWriter<byte> output, Refusal refusal)
    {
        using (var json = JsonMessageWriter.NewWriter(output))
        {
            json.WriteStartObject();
            json.WritePropertyName("error");
            StatusJson.Write(json, refusal.Told);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
