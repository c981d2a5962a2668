using System.Collections;
using BudgetCoaching.Transcoding.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace BudgetCoaching.Transcoding.Http;

/// <summary>A field of a request or of a message inside it, as a path or query names it: <c>viewpoint.known_at</c>.</summary>
internal sealed class FieldPath
{
    private readonly IReadOnlyList<FieldPlan> steps;

    private FieldPath(IReadOnlyList<FieldPlan> steps)
    {
        this.steps = steps;
        Name = string.Join('.', steps.Select(step => step.Name));
    }

    /// <summary>As the contract spells it.</summary>
    public string Name { get; }

    public FieldPlan First => steps[0];

    public FieldPlan Target => steps[^1];

    /// <returns>Null when a name is no field, or one before the last is no single message.</returns>
    public static FieldPath? Find(MessageDescriptor type, string path)
    {
        var plan = MessagePlan.Of(type);
        var names = path.Split('.');
        var found = new FieldPlan[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            if (plan.Find(names[i]) is not { } step)
            {
                return null;
            }

            found[i] = step;
            if (i < names.Length - 1)
            {
                if (step.Inside is not { } inside)
                {
                    return null;
                }

                plan = inside;
            }
        }

        return new FieldPath(found);
    }

    /// <summary>Sets the field, or adds to it when it is a list. Messages on the way are made.</summary>
    public void Put(IMessage request, string text, JsonFaults faults)
    {
        if (TextValues.Parse(Target.Value, text) is not { } value)
        {
            faults.Add(Name, Target.Value.Wanted);
        }
        else if (Reach(request, out var taken) is not { } message)
        {
            faults.Add(Name, $"cannot be given beside another choice of {taken}");
        }
        else if (Target.IsRepeated)
        {
            ((IList)Target.Get(message)!).Add(value);
        }
        else
        {
            Target.Set(message, value);
        }
    }

    /// <summary>Sets the field, which the body may hold too, as long as it says the same.</summary>
    public void PutFromPath(IMessage request, string text, JsonFaults faults)
    {
        var given = Peek(request);
        var before = faults.Count;
        Put(request, text, faults);
        if (faults.Count == before && given is not null && !given.Equals(Peek(request)))
        {
            faults.Add(Name, "differs from the path");
        }
    }

    /// <summary>Null where nothing, or only a default, stands.</summary>
    private object? Peek(IMessage request)
    {
        var message = request;
        for (var i = 0; i < steps.Count - 1; i++)
        {
            if (steps[i].Get(message) is not IMessage inner)
            {
                return null;
            }

            message = inner;
        }

        return Target.Get(message) is { } value && value is not ("" or 0 or 0L or 0u or 0ul or false) ? value : null;
    }

    private IMessage? Reach(IMessage request, out string? taken)
    {
        var message = request;
        for (var i = 0; i < steps.Count - 1; i++)
        {
            taken = steps[i].TakenChoice(message);
            if (taken is not null)
            {
                return null;
            }

            if (steps[i].Get(message) is not IMessage inner)
            {
                inner = steps[i].Value.Message.NewMessage();
                steps[i].Set(message, inner);
            }

            message = inner;
        }

        taken = Target.IsMany ? null : Target.TakenChoice(message);
        return taken is null ? message : null;
    }
}
