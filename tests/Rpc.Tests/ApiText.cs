using System.Reflection;

namespace BudgetCoaching.Rpc.Tests;

/// <summary>The public and protected members of an assembly as sorted lines of text, one a member.</summary>
public static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Generated messages and clients of these namespaces are described by their proto files instead.</summary>
    private static readonly string[] Generated = ["Grpc.Health.V1", "Grpc.Reflection.V1"];

    public static IReadOnlyList<string> Of(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .Where(t => IsReachable(t) && !Generated.Contains(t.Namespace))
            .SelectMany(t => Members(t).Prepend(Head(t)))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether other assemblies can name the type, be it only in a class derived from the one around it.</summary>
    private static bool IsReachable(Type type) => type.DeclaringType is { } outer
        ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsReachable(outer)
        : type.IsPublic;

    private static string Head(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var hasParent = type.IsClass && kind != "delegate" && type.BaseType != typeof(object);
        return $"{Full(type)} = {kind}{(hasParent ? " : " + Name(type.BaseType!) : "")}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(n => $"{Full(type)}.{n} = {Convert.ToInt64(Enum.Parse(type, n), null)}");
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            var invoke = type.GetMethod("Invoke")!;
            return [$"{Full(type)}({Parameters(invoke)}) : {Name(invoke.ReturnType)}"];
        }

        var methods = type.GetMethods(Declared).Where(m => IsSeen(m) && !m.IsSpecialName && !IsOfEveryObject(m)).Select(Text);
        var constructors = type.GetConstructors(Declared).Where(IsSeen).Select(c => $"new({Parameters(c)})");
        var properties = type.GetProperties(Declared).Where(p => p.GetAccessors(nonPublic: true).Any(IsSeen)).Select(Text);
        var fields = type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily).Select(f => $"{f.Name} : {Name(f.FieldType)}");
        return methods.Concat(constructors).Concat(properties).Concat(fields).Select(m => $"{Full(type)}.{m}");
    }

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOfEveryObject(MethodInfo method) => method.GetBaseDefinition().DeclaringType == typeof(object);

    private static string Text(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? "<" + string.Join(", ", method.GetGenericArguments().Select(a => a.Name)) + ">" : "";
        return $"{Scope(method)}{method.Name}{generic}({Parameters(method)}) : {Name(method.ReturnType)}";
    }

    private static string Text(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsSeen).ToArray();
        var verbs = string.Join(" ", accessors.Select(a => a.ReturnType == typeof(void) ? "set" : "get").Order(StringComparer.Ordinal));
        var keys = string.Join(", ", property.GetIndexParameters().Select(k => Name(k.ParameterType)));
        var index = keys.Length > 0 ? $"[{keys}]" : "";
        return $"{Scope(accessors[0])}{property.Name}{index} : {Name(property.PropertyType)} {{ {verbs} }}";
    }

    private static string Scope(MethodBase method) =>
        (method.IsPublic ? "" : "protected ") + method switch
        {
            { IsStatic: true } => "static ",
            { DeclaringType.IsInterface: true } => "",
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };

    private static string Parameters(MethodBase method) => string.Join(
        ", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{Default(p)}"));

    private static string Default(ParameterInfo parameter) =>
        parameter.IsOptional ? " = " + (parameter.RawDefaultValue ?? "default") : "";

    private static string Full(Type type) => type.Namespace + "." + Name(type);

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Name(value) + "?";
        }

        var own = type.Name.Split('`')[0];
        var outer = type.DeclaringType is { } declaring ? declaring.Name.Split('`')[0] + "." : "";
        var arguments = type.IsGenericType ? "<" + string.Join(", ", type.GetGenericArguments().Select(Name)) + ">" : "";
        return outer + own + arguments;
    }
}
