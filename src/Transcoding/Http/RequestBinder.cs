using System.Buffers;
using BudgetCoaching.Transcoding.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;

namespace BudgetCoaching.Transcoding.Http;

/// <summary>Puts a request together from path, query and body, as its route says.</summary>
internal sealed class RequestBinder
{
    private readonly HttpRoute route;
    private readonly MessagePlan plan;
    private readonly FieldPlan? body;
    private readonly FieldPath[] variables;

    public RequestBinder(HttpRoute route, MessageDescriptor request)
    {
        this.route = route;
        plan = MessagePlan.Of(request);
        body = HasWholeBody || route.Body.Length == 0 ? null : plan.Find(route.Body);
        variables = [.. route.Path.Variables.Select(variable => FieldPath.Find(request, variable.Field)!)];
    }

    public bool HasBody => route.Body.Length > 0;

    private bool HasWholeBody => route.Body == HttpRoute.WholeBody;

    /// <param name="text">The body; may be empty.</param>
    /// <param name="values">Of the path's variables.</param>
    public IMessage Bind(ReadOnlySequence<byte> text, string[] values, HttpRequest http, JsonFaults faults)
    {
        var request = plan.NewMessage();
        if (!text.IsEmpty)
        {
            JsonMessageReader.Read(text, request, body, faults);
        }

        if (http.QueryString.HasValue)
        {
            BindQuery(request, http.Query, faults);
        }

        for (var i = 0; i < variables.Length; i++)
        {
            variables[i].PutFromPath(request, values[i], faults);
        }

        return request;
    }

    /// <summary>What neither path nor body hold may stand in the query.</summary>
    private void BindQuery(IMessage request, IQueryCollection query, JsonFaults faults)
    {
        foreach (var (name, values) in query)
        {
            if (FieldPath.Find(plan.Descriptor, name) is not { } path)
            {
                faults.Add(name, plan.Unknown(name));
            }
            else if (HasWholeBody || path.First == body)
            {
                faults.Add(path.Name, "belongs into the body, not into the query");
            }
            else if (Array.Exists(variables, variable => variable.Name == path.Name))
            {
                faults.Add(path.Name, "is given by the path already");
            }
            else if (!path.Target.HasTextForm)
            {
                faults.Add(path.Name, "cannot stand in a query: name the fields inside it");
            }
            else if (values.Count > 1 && !path.Target.IsRepeated)
            {
                faults.Add(path.Name, "is given twice");
            }
            else
            {
                foreach (var value in values)
                {
                    path.Put(request, value ?? "", faults);
                }
            }
        }
    }
}
