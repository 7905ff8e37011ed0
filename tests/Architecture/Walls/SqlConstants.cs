using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using SocialCommerce.Api;
using SocialCommerce.Flows;
using SocialCommerce.Kernel.Database;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>A SQL constant as the code holds it, with the types of its parameters as the code binds them.</summary>
/// <param name="Name">Type and constant.</param>
/// <param name="Sql">The constant.</param>
/// <param name="Types">PostgreSQL's name of each parameter's type, in order; null where no binding was found.</param>
public sealed record SqlConstant(string Name, string Sql, IReadOnlyList<string?> Types)
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static
        | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(string)] = "text",
        [typeof(long)] = "bigint",
        [typeof(int)] = "integer",
        [typeof(decimal)] = "numeric",
        [typeof(bool)] = "boolean",
        [typeof(DateTimeOffset)] = "timestamptz",
        [typeof(byte)] = "bytea",
    };

    /// <summary>Every constant of the assembly whose name ends in Sql, private ones too.</summary>
    public static IReadOnlyList<SqlConstant> Of(Assembly assembly)
    {
        // Flows run some of the modules' checks for them.
        var bindings = new[] { assembly, typeof(FlowsModule).Assembly, typeof(ApiHost).Assembly }.SelectMany(
            code => code.GetTypes())
            .SelectMany(type => type.GetMethods(Everything)).Select(Binding.Of).ToList();
        return
        [
            .. from type in assembly.GetTypes()
               from field in type.GetFields(Everything)
               where field.IsLiteral && field.FieldType == typeof(string)
                   && field.Name.EndsWith("Sql", StringComparison.Ordinal)
               let sql = (string)field.GetRawConstantValue()!
               select new SqlConstant($"{type.FullName}.{field.Name}", sql, TypesOf(sql, bindings)),
        ];
    }

    private static List<string?> TypesOf(string sql, List<Binding> bindings)
    {
        var names = (string[])typeof(SqlStatement).GetField("_names", Everything)!.GetValue(SqlStatement.Of(sql))!;
        var arguments = bindings.Where(binding => binding.Texts.Contains(sql)).Concat(bindings)
            .SelectMany(binding => binding.Arguments)
            .FirstOrDefault(type => names.All(name => Property(type, name) is not null));
        // Checks are handed to the host as texts, which binds nothing but the shop.
        if (arguments is null && names is ["shop"]) return ["bigint"];
        // What every audit takes; bound in Kernel, where the constants themselves are not.
        if (arguments is null && names is ["shop", "unit"]) return ["bigint", "text"];
        // What every source of documents takes, bound there too.
        if (arguments is null && names is ["shop", "movements"]) return ["bigint", "bigint[]"];
        // What erasures ask and do in every module, bound there too.
        if (arguments is null && names is ["shop", "leaving"]) return ["bigint", "bigint[]"];
        if (arguments is null && names is ["shop", "erasure"]) return ["bigint", "bigint"];
        return [.. names.Select(name => arguments is null ? null : NameOf(Property(arguments, name)!.PropertyType))];
    }

    private static PropertyInfo? Property(Type type, string name) =>
        type.GetProperty(name, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance);

    private static string? NameOf(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (Names.TryGetValue(plain, out var name)) return name;
        if (plain == typeof(byte[])) return "bytea";
        return plain.IsArray && NameOf(plain.GetElementType()!) is { } element ? $"{element}[]" : null;
    }

    /// <summary>The texts that a method loads and the argument objects that it makes.</summary>
    private sealed record Binding(HashSet<string> Texts, List<Type> Arguments)
    {
        public static Binding Of(MethodInfo method)
        {
            var binding = new Binding([], []);
            var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
            for (var at = 0; at + 4 < code.Length; at++)
            {
                if (code[at] == OpCodes.Ldstr.Value) binding.TakeText(method, BitConverter.ToInt32(code, at + 1));
                if (code[at] == OpCodes.Newobj.Value) binding.TakeType(method, BitConverter.ToInt32(code, at + 1));
            }
            return binding;
        }

        private void TakeText(MethodInfo method, int token)
        {
            if (token >> 24 != 0x70) return;
            try
            {
                Texts.Add(method.Module.ResolveString(token));
            }
            catch (ArgumentException)
            {
                // These bytes were part of something else.
            }
        }

        private void TakeType(MethodInfo method, int token)
        {
            try
            {
                var made = method.Module.ResolveMethod(
                    token, method.DeclaringType!.GetGenericArguments(), method.GetGenericArguments())!.DeclaringType!;
                if (made.IsDefined(typeof(CompilerGeneratedAttribute)) && made.Name.Contains("Anonymous"))
                    Arguments.Add(made);
            }
            catch (Exception error) when (error is ArgumentException or BadImageFormatException)
            {
                // These bytes were part of something else.
            }
        }
    }
}
