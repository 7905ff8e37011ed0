using System.Globalization;

namespace SocialCommerce.ApiTests.Kernel.Personal;

/// <summary>Looks for texts in every column of every table.</summary>
internal static class PersonalTraces
{
    private const string Columns = """
        select c.table_name, c.column_name from information_schema.columns c
        join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
        where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name <> 'schema_migrations'
            and c.data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY')
        order by 1, 2
        """;

    private const string People = """
        select k.conrelid::regclass::text, a.attname
        from pg_constraint k
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[2]
        where k.contype = 'f' and k.confrelid = 'customers'::regclass
        union
        select c.table_name, c.column_name from information_schema.columns c
        where c.table_schema = 'public' and c.data_type = 'bigint' and c.column_name ~
            '^(customer|guest|giver|taker|parent|child|beneficiary|referrer|inviter|leg)_key$'
        order by 1, 2
        """;

    /// <summary>
    /// The columns of a shop that hold an id: alone, as a text of JSON, or quoted in a sentence.
    /// </summary>
    public static Task<List<string>> Of(TestApi api, TestShop shop, string id) => Found(api, shop, column => $"""
        {column}::text = {Literal(id)} or strpos({column}::text, {Literal($"\"{id}\"")}) > 0
            or strpos({column}::text, {Literal($"'{id}'")}) > 0
            or (pg_typeof({column})::text = 'text[]' and {column}::text like {Literal($"%{id}%")})
        """);

    /// <summary>The columns of a shop in which a text stands anywhere.</summary>
    public static Task<List<string>> OfText(TestApi api, TestShop shop, string text) =>
        Found(api, shop, column => $"strpos({column}::text, {Literal(text)}) > 0");

    /// <summary>The tables with a row about one of these people, by every column that holds a customer's key.</summary>
    public static async Task<SortedSet<string>> TablesOf(TestApi api, IReadOnlyCollection<long> people)
    {
        var tables = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (table, column) in await Pairs(api, People))
            if (await api.Count($"select count(*) from {table} where {column} in ({string.Join(',', people)})") > 0)
                tables.Add(table);
        return tables;
    }

    /// <summary>Every table with a column that holds a customer's key.</summary>
    public static async Task<SortedSet<string>> TablesWithCustomers(TestApi api) =>
        new((await Pairs(api, People)).Select(pair => pair.Table), StringComparer.Ordinal);

    /// <summary>The values of columns of bytes, in hexadecimal.</summary>
    public static async Task<HashSet<string>> Bytes(TestApi api, TestShop shop, params string[] columns)
    {
        var values = new HashSet<string>();
        foreach (var column in columns.Select(column => column.Split('.')))
        {
            await using var command = api.Owner.CreateCommand(
                $"select encode({column[1]}, 'hex') from {column[0]} where shop_id = {shop.ShopKey} "
                    + $"and {column[1]} is not null");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) values.Add(reader.GetString(0));
        }
        return values;
    }

    /// <summary>The keys of a customer and of the customer's guests.</summary>
    public static async Task<List<long>> Keys(TestApi api, TestShop shop, string customerId)
    {
        var keys = new List<long>();
        await using var command = api.Owner.CreateCommand($"""
            select p.customer_key from customers c
            join customers p on p.shop_id = c.shop_id
                and (p.customer_key = c.customer_key or p.claimed_by = c.customer_key)
            where c.shop_id = {shop.ShopKey} and c.customer_id = {Literal(customerId)}
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) keys.Add(reader.GetInt64(0));
        return keys;
    }

    private static async Task<List<string>> Found(TestApi api, TestShop shop, Func<string, string> condition)
    {
        var found = new List<string>();
        foreach (var (table, column) in await Pairs(api, Columns))
            if (await api.Count(
                $"select count(*) from {table} where shop_id = {shop.ShopKey} and ({condition(column)})") > 0)
                found.Add($"{table}.{column}");
        return found;
    }

    private static async Task<List<(string Table, string Column)>> Pairs(TestApi api, string sql)
    {
        var pairs = new List<(string, string)>();
        await using var command = api.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) pairs.Add((reader.GetString(0), reader.GetString(1)));
        return pairs;
    }

    private static string Literal(string text) =>
        string.Create(CultureInfo.InvariantCulture, $"'{text.Replace("'", "''", StringComparison.Ordinal)}'");
}
