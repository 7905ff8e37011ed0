using System.Data;
using Dapper;

namespace SocialCommerce.Kernel.Database;

/// <summary>How columns that Dapper does not know by itself become members of a row.</summary>
public static class DapperTypeHandlers
{
    /// <summary>Teaches Dapper instants and arrays; called once by the host.</summary>
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new InstantColumn());
        SqlMapper.AddTypeHandler(new PlainColumn<string[]>());
        SqlMapper.AddTypeHandler(new PlainColumn<long[]>());
        SqlMapper.AddTypeHandler(new PlainColumn<int[]>());
        SqlMapper.AddTypeHandler(new PlainColumn<bool[]>());
        SqlMapper.AddTypeHandler(new PlainColumn<decimal[]>());
    }

    /// <summary>Teaches Dapper that a jsonb column holds a <typeparamref name="T"/>.</summary>
    public static void RegisterJson<T>() where T : class => SqlMapper.AddTypeHandler(new JsonColumn<T>());

    private sealed class InstantColumn : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => new((DateTime)value, TimeSpan.Zero);

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value;
    }

    private sealed class PlainColumn<T> : SqlMapper.TypeHandler<T> where T : class
    {
        public override T Parse(object value) => (T)value;

        public override void SetValue(IDbDataParameter parameter, T? value) => parameter.Value = value;
    }

    private sealed class JsonColumn<T> : SqlMapper.TypeHandler<T> where T : class
    {
        public override T Parse(object value) => Json.Read<T>((string)value);

        public override void SetValue(IDbDataParameter parameter, T? value) => parameter.Value = Json.Write(value!);
    }
}
