using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace SocialCommerce.Kernel.Database;

/// <summary>
/// A SQL constant with its <c>@names</c> turned into PostgreSQL's <c>$1…</c> once, and bound from the properties of an
/// argument object. Types come from the properties, never from the values, so that a null does not make a second
/// prepared statement.
/// </summary>
public sealed partial class SqlStatement
{
    // By reference: to hash the texts of an order's statements costs more than to run the shorter ones.
    private static readonly ConditionalWeakTable<string, SqlStatement> Known = [];
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, Argument>> Arguments = new();

    private static readonly Dictionary<Type, NpgsqlDbType> Types = new()
    {
        [typeof(string)] = NpgsqlDbType.Text,
        [typeof(long)] = NpgsqlDbType.Bigint,
        [typeof(int)] = NpgsqlDbType.Integer,
        [typeof(decimal)] = NpgsqlDbType.Numeric,
        [typeof(bool)] = NpgsqlDbType.Boolean,
        [typeof(DateTimeOffset)] = NpgsqlDbType.TimestampTz,
        [typeof(byte[])] = NpgsqlDbType.Bytea,
    };

    private readonly ConcurrentDictionary<Type, Argument[]> _arguments = new();
    private readonly ConcurrentDictionary<Type, Func<DbDataReader, object>> _parsers = new();
    private readonly string[] _names;

    private SqlStatement(string sql)
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
    public static SqlStatement Of(string sql) => Known.GetValue(sql, static text => new SqlStatement(text));

    internal NpgsqlBatchCommand Bind(object args)
    {
        var command = new NpgsqlBatchCommand(Text);
        foreach (var argument in _arguments.GetOrAdd(args.GetType(), ArgumentsFrom))
            command.Parameters.Add(argument.Parameter(args));
        return command;
    }

    /// <summary>Reads a row of this statement's answer into a type; made by Dapper, once.</summary>
    internal Func<DbDataReader, object> Parser(Type type, DbDataReader reader) =>
        _parsers.GetOrAdd(type, static (into, from) => from.GetRowParser(into), reader);

    private Argument[] ArgumentsFrom(Type type)
    {
        var known = Arguments.GetOrAdd(type, static from => ArgumentsOf(from));
        return [.. _names.Select(name => known.TryGetValue(name, out var argument)
            ? argument
            : throw new InvalidOperationException($"@{name} is missing in {type}: {Text}"))];
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
