using System.Buffers;
using System.Runtime.CompilerServices;
using BudgetCoaching.V1;
using Google.Protobuf;
using Grpc.Core;

namespace BudgetCoaching.Api.Services;

/// <summary>
/// Binds the arrears service so that a creditor's trend goes out in the bytes it was encoded to once: it is most of its answer, and
/// <see cref="KeptTrends"/> hands out the same messages until something is recorded or a day begins.
/// </summary>
internal static class EncodedTrends
{
    /// <summary>Each trend as the field of the answer that it is, tag and length included; gone with the message.</summary>
    private static readonly ConditionalWeakTable<CreditorTrend, byte[]> Encoded = [];

    /// <summary>Found here by reflection, like that of a generated service.</summary>
    public static Google.Protobuf.Reflection.ServiceDescriptor Descriptor => V1.ArrearsService.Descriptor;

    public static void Bind(ServiceBinderBase binder, ArrearsService? service) =>
        V1.ArrearsService.BindService(new Binder(binder), service);

    internal static void Write(ArrearsTrend answer, SerializationContext context)
    {
        CreditorTrend[] trends = [.. answer.Creditors];
        answer.Creditors.Clear();
        var fields = Array.ConvertAll(trends, FieldOf);
        context.SetPayloadLength(answer.CalculateSize() + fields.Sum(field => field.Length));
        var writer = context.GetBufferWriter();
        answer.WriteTo(writer);
        foreach (var field in fields)
        {
            writer.Write(field);
        }

        context.Complete();
        answer.Creditors.Add(trends);
    }

    private static byte[] FieldOf(CreditorTrend trend) =>
        Encoded.GetValue(trend, static made => new ArrearsTrend { Creditors = { made } }.ToByteArray());

    private sealed class Binder(ServiceBinderBase binder) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        {
            if (method is Method<TRequest, ArrearsTrend> plain)
            {
                var encoded = new Method<TRequest, ArrearsTrend>(
                    plain.Type, plain.ServiceName, plain.Name, plain.RequestMarshaller,
                    Marshallers.Create(Write, plain.ResponseMarshaller.ContextualDeserializer));
                binder.AddMethod(encoded, handler as UnaryServerMethod<TRequest, ArrearsTrend>);
            }
            else
            {
                binder.AddMethod(method, handler);
            }
        }
    }
}
