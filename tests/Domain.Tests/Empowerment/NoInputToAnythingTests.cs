using System.Reflection;
using BudgetCoaching.Domain.Empowerment;

namespace BudgetCoaching.Domain.Tests;

/// <summary>Components and index are never an input to rent, eligibility or sanctions (R57).</summary>
public sealed class NoInputToAnythingTests
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly HashSet<Type> Figures =
    [
        typeof(EmpowermentIndex), typeof(EmpowermentFigures), typeof(EvaluatedCourse), typeof(EvaluationStep), typeof(EmpowermentProgress),
        typeof(WellBeingScore), typeof(SelfSufficiency), typeof(ComponentChange),
    ];

    [Fact]
    public void Nothing_of_the_domain_outside_of_empowerment_handles_a_figure_of_it()
    {
        var types = typeof(EmpowermentIndex).Assembly.GetTypes();

        Handled(types.Where(type => type.Namespace != typeof(EmpowermentIndex).Namespace)).Intersect(Figures).Should().BeEmpty();
        Handled(types).Intersect(Figures).Should().BeEquivalentTo(Figures);
    }

    /// <summary>Types of fields, parameters, results and locals; of lists and nullables those inside.</summary>
    private static HashSet<Type> Handled(IEnumerable<Type> types) => types
        .SelectMany(type => type.GetFields(Declared).Select(field => field.FieldType)
            .Concat(type.GetMethods(Declared).SelectMany(Types))
            .Concat(type.GetConstructors(Declared).SelectMany(Types)))
        .SelectMany(Inside)
        .ToHashSet();

    private static IEnumerable<Type> Types(MethodBase method) => method.GetParameters().Select(parameter => parameter.ParameterType)
        .Concat(method is MethodInfo { ReturnType: var result } ? [result] : [])
        .Concat(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? []);

    private static IEnumerable<Type> Inside(Type type) => type.GetGenericArguments().SelectMany(Inside).Append(type);
}
