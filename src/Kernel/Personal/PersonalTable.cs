using System.Text.RegularExpressions;

namespace SocialCommerce.Kernel.Personal;

/// <summary>A table that has rows about customers: how they are found, exported and erased.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">SQL: whether a row t is about one of @people, customers' keys.</param>
public sealed partial record PersonalTable(string Table, string Rows = PersonalTable.OfCustomer)
{
    /// <summary>SQL: the rows have the customer's key.</summary>
    public const string OfCustomer = "t.customer_key = any(@people)";

    /// <summary>
    /// SQL: what the export shows in place of keys, as further columns of a select; each begins with a comma.
    /// </summary>
    public string Shows { get; init; } = "";

    /// <summary>Columns that the export leaves out, beside keys and kept answers.</summary>
    public IReadOnlyList<string> Hides { get; init; } = [];

    /// <summary>Whether an erasure deletes the rows.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The columns that an erasure empties or replaces.</summary>
    public IReadOnlyList<string> Cleared { get; init; } = [];

    /// <summary>Why the rows stay, or what of them; null where they are deleted.</summary>
    public string? Kept { get; init; }

    /// <summary>Columns that hold the id itself after an erasure, because they may not be changed.</summary>
    public IReadOnlyList<string> KeptAsWritten { get; init; } = [];

    /// <summary>SQL: the rows as JSON, in the order in which they lie.</summary>
    public string ReadSql => field ??= $"""
        select t.ctid::text as place, to_jsonb(t)::text as content
        from (select t.ctid, t.*{Shows} from {Table} t where t.shop_id = @shop and {Rows}) as t
        where t.ctid > @after::tid order by t.ctid limit @part
        """;

    /// <summary>SQL: how many rows there are.</summary>
    public string CountSql => field ??= $"select count(*) from {Table} t where t.shop_id = @shop and {Rows}";

    /// <summary>Whether the export leaves a column out: what only the database understands.</summary>
    public bool IsHidden(string column) =>
        column is "shop_id" or "ctid" or "answer" or "transaction_id" or "seen" || Hides.Contains(column)
        || Internal().IsMatch(column);

    [GeneratedRegex("(_key|^seq|_seq|^journal_id|^entry_id|^movement_id|^accrual_id|^step_id|_hash)$")]
    private static partial Regex Internal();
}
