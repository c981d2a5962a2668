using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace BudgetCoaching.Api.Tests;

/// <summary>What the compiled programs use of gRPC, read from their metadata: generated code is seen as well as our own.</summary>
internal static class GrpcSurface
{
    private const string OwnLibrary = "BudgetCoaching.Rpc";

    /// <summary>Each type of gRPC with the members used of it, over all our assemblies but the library itself.</summary>
    public static SortedDictionary<string, SortedSet<string>> Used()
    {
        // Every project's output stands beside that of every other, in a folder of the same configuration.
        var here = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var import = Path.Combine(here, "..", "..", "Import", Path.GetFileName(here), "BudgetCoaching.Import.dll");
        var used = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(here, "BudgetCoaching.*.dll").Append(import))
        {
            if (!Path.GetFileNameWithoutExtension(path).StartsWith(OwnLibrary, StringComparison.Ordinal))
            {
                using var file = new PEReader(File.OpenRead(path));
                Collect(file.GetMetadataReader(), used);
            }
        }

        return used;
    }

    private static void Collect(MetadataReader reader, SortedDictionary<string, SortedSet<string>> used)
    {
        foreach (var handle in reader.TypeReferences.Where(t => IsOfGrpc(reader, t)))
        {
            used.TryAdd(Names.FullName(reader, handle), new SortedSet<string>(StringComparer.Ordinal));
        }

        foreach (var member in reader.MemberReferences.Select(reader.GetMemberReference))
        {
            if (Declaring(reader, member) is { } type && IsOfGrpc(reader, type))
            {
                used[Names.FullName(reader, type)].Add(Text(reader, member));
            }
        }
    }

    private static TypeReferenceHandle? Declaring(MetadataReader reader, MemberReference member) => member.Parent.Kind switch
    {
        HandleKind.TypeReference => (TypeReferenceHandle)member.Parent,
        HandleKind.TypeSpecification => Generic(reader, (TypeSpecificationHandle)member.Parent),
        _ => null,
    };

    /// <summary>The type behind a generic one that is used with arguments.</summary>
    private static TypeReferenceHandle? Generic(MetadataReader reader, TypeSpecificationHandle handle)
    {
        var blob = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        blob.ReadByte();
        var type = blob.ReadTypeHandle();
        return type.Kind == HandleKind.TypeReference ? (TypeReferenceHandle)type : null;
    }

    private static bool IsOfGrpc(MetadataReader reader, TypeReferenceHandle handle)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsOfGrpc(reader, (TypeReferenceHandle)scope),
            HandleKind.AssemblyReference => IsGrpc(reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)),
            _ => false,
        };
    }

    /// <summary>Ours, or the official assemblies where they are built with.</summary>
    private static bool IsGrpc(string assembly) =>
        string.Equals(assembly, OwnLibrary, StringComparison.Ordinal) || assembly.StartsWith("Grpc.", StringComparison.Ordinal);

    private static string Text(MetadataReader reader, MemberReference member)
    {
        var name = reader.GetString(member.Name);
        if (member.GetKind() == MemberReferenceKind.Field)
        {
            return $"{name} : {member.DecodeFieldSignature(new Names(), null)}";
        }

        var signature = member.DecodeMethodSignature(new Names(), null);
        if (name.StartsWith("get_", StringComparison.Ordinal) && signature.ParameterTypes.IsEmpty)
        {
            return $"{name[4..]} {{ get }} : {signature.ReturnType}";
        }

        if (name.StartsWith("set_", StringComparison.Ordinal))
        {
            return $"{name[4..]} {{ set }} : {signature.ParameterTypes[0]}";
        }

        var generics = signature.GenericParameterCount == 0
            ? ""
            : $"<{string.Join(", ", Enumerable.Range(0, signature.GenericParameterCount).Select(Names.OfMethod))}>";
        var parameters = string.Join(", ", signature.ParameterTypes);
        return name == ".ctor" ? $"new({parameters})" : $"{name}{generics}({parameters}) : {signature.ReturnType}";
    }

    /// <summary>Types as short texts: names without namespaces, generic parameters numbered.</summary>
    private sealed class Names : ISignatureTypeProvider<string, object?>
    {
        public static string OfMethod(int index) => $"M{index}";

        public static string FullName(MetadataReader reader, TypeReferenceHandle handle)
        {
            var type = reader.GetTypeReference(handle);
            var name = Plain(reader.GetString(type.Name));
            return type.ResolutionScope.Kind == HandleKind.TypeReference
                ? $"{FullName(reader, (TypeReferenceHandle)type.ResolutionScope)}.{name}"
                : $"{reader.GetString(type.Namespace)}.{name}";
        }

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
            Plain(reader.GetString(reader.GetTypeDefinition(handle).Name));

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
            Plain(reader.GetString(reader.GetTypeReference(handle).Name));

        public string GetTypeFromSpecification(
            MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
            $"{genericType}<{string.Join(", ", typeArguments)}>";

        public string GetGenericMethodParameter(object? genericContext, int index) => OfMethod(index);

        public string GetGenericTypeParameter(object? genericContext, int index) => $"T{index}";

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetArrayType(string elementType, ArrayShape shape) => elementType + "[,]";

        public string GetByReferenceType(string elementType) => elementType + "&";

        public string GetPointerType(string elementType) => elementType + "*";

        public string GetPinnedType(string elementType) => elementType;

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        public string GetFunctionPointerType(MethodSignature<string> signature) => "function";

        private static string Plain(string name) => name.Split('`')[0];
    }
}
