using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace SocialCommerce.Kernel;

/// <summary>
/// A SQL constant with its <c>@names</c> turned into PostgreSQL's <c>$1…</c> once, and bound from the properties of an
/// argument object. Types come from the properties, never from the values, so that a null does not make a second
/// prepared statement.
/// </summary>
public sealed partial class Statement
{
    private static readonly ConcurrentDictionary<string, Statement> Known = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, Argument>> Arguments = new();

    private static readonly Dictionary<Type, NpgsqlDbType> Types = new()
    {
        [typeof(string)] = NpgsqlDbType.Text,
        [typeof(long)] = NpgsqlDbType.Bigint,
        [typeof(int)] = NpgsqlDbType.Integer,
        [typeof(bool)] = NpgsqlDbType.Boolean,
        [typeof(DateTimeOffset)] = NpgsqlDbType.TimestampTz,
        [typeof(byte[])] = NpgsqlDbType.Bytea,
    };

    private readonly string[] _names;

    private Statement(string sql)
    {
        var names = new List<string>();
        Text = ParameterName().Replace(sql, match =>
        {
            var name = match.Groups[1].Value;
            if (!names.Contains(name)) names.Add(name);
            return $"${names.IndexOf(name) + 1}";
        });
        _names = [.. names];
    }

    /// <summary>The statement with positional parameters.</summary>
    public string Text { get; }

    /// <summary>The statement for a SQL constant; parsed once per constant.</summary>
    public static Statement Of(string sql) => Known.GetOrAdd(sql, static text => new Statement(text));

    internal NpgsqlBatchCommand Bind(object args)
    {
        var arguments = Arguments.GetOrAdd(args.GetType(), static type => ArgumentsOf(type));
        var command = new NpgsqlBatchCommand(Text);
        foreach (var name in _names)
        {
            if (!arguments.TryGetValue(name, out var argument))
                throw new InvalidOperationException($"@{name} is missing in {args.GetType()}: {Text}");
            command.Parameters.Add(argument.Parameter(args));
        }
        return command;
    }

    private static Dictionary<string, Argument> ArgumentsOf(Type type) =>
        type.GetProperties().Where(p => DbType(p.PropertyType) is not null).ToDictionary(
            property => property.Name,
            property =>
            {
                var target = Expression.Parameter(typeof(object));
                var read = Expression.Property(Expression.Convert(target, type), property);
                var get = Expression.Lambda<Func<object, object?>>(Expression.Convert(read, typeof(object)), target);
                return new Argument(get.Compile(), DbType(property.PropertyType)!.Value);
            },
            StringComparer.OrdinalIgnoreCase);

    private static NpgsqlDbType? DbType(Type type)
    {
        if (Types.TryGetValue(Nullable.GetUnderlyingType(type) ?? type, out var known)) return known;
        if (!type.IsArray || DbType(type.GetElementType()!) is not { } element) return null;
        return NpgsqlDbType.Array | element;
    }

    // A name after @, but neither a cast (::) nor an operator such as @>.
    [GeneratedRegex(@"(?<![\w:@])@([A-Za-z_]\w*)")]
    private static partial Regex ParameterName();

    private sealed record Argument(Func<object, object?> Get, NpgsqlDbType Type)
    {
        public NpgsqlParameter Parameter(object args) =>
            new() { NpgsqlDbType = Type, Value = Get(args) ?? DBNull.Value };
    }
}
