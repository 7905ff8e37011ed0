using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace SocialCommerce.Kernel;

/// <summary>A column of sealed texts.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Key">What, after the shop, tells the table's rows apart.</param>
/// <param name="Column">The column.</param>
/// <param name="Purpose">For what its texts are sealed.</param>
/// <param name="Hash">The column of the same texts' hashes, or null.</param>
public sealed record SealedColumn(string Table, string Key, string Column, string Purpose, string? Hash = null)
{
    /// <summary>The column that had the same texts open before they were sealed, or null; it is emptied.</summary>
    public string? OpenBefore { get; init; }

    /// <summary>The place of a row's text.</summary>
    public SealedPlace Place(long row) => new(Table, Column, row, Purpose);
}

/// <summary>What became of a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Renewed">Texts that were sealed anew.</param>
/// <param name="Current">Texts that the key opened already.</param>
/// <param name="Unreadable">Texts that neither key opens; they stay as they are.</param>
public sealed record Resealed(SealedColumn Column, long Renewed, long Current, long Unreadable);

/// <summary>
/// Seals what another key sealed with the key in force: text by text, each only as it was read, so that it may run
/// beside instances that hold both keys, may be interrupted at any point, and begun again.
/// </summary>
public static class Resealing
{
    /// <summary>SQL: from here on a session of a member of <c>sc_maintenance</c> works on every shop.</summary>
    public const string AllShops = Migrator.AtWork;

    private const int Part = 500;

    /// <summary>Goes through a column, as the owner of its table.</summary>
    /// <exception cref="InvalidOperationException">The hashes were made with another key.</exception>
    public static async Task<Resealed> Reseal(
        this NpgsqlDataSource source, Vault vault, SealedColumn column, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(Migrator.AtWork);
        var result = new Resealed(column, 0, 0, 0);
        for (var (shop, key) = (0L, 0L); ;)
        {
            var rows = (await connection.QueryAsync<Row>(Sql(column).Read, new { shop, key, part = Part })).AsList();
            foreach (var row in rows)
            {
                cancel.ThrowIfCancellationRequested();
                result = await Renew(connection, vault, result, row);
            }
            if (rows.Count < Part) return result;
            (shop, key) = (rows[^1].Shop, rows[^1].Key);
        }
    }

    /// <summary>Reads a shop's part of a column: rows after a key, sealed texts only.</summary>
    public static Rows<SealedRow> SealedRows(
        this Batch batch, SealedColumn column, long shopId, long after, int part) =>
        batch.Rows<SealedRow>($"""
            select {column.Key} as key, {column.Column} as text from {column.Table}
            where shop_id = @shop and {column.Key} > @after and {column.Column} is not null
            order by {column.Key} limit @part
            """, new { shop = shopId, after, part });

    private static async Task<Resealed> Renew(NpgsqlConnection connection, Vault vault, Resealed result, Row row)
    {
        var (column, place) = (result.Column, result.Column.Place(row.Key));
        if (row.Text is null)
        {
            await connection.ExecuteAsync(Sql(column).SealOpen, new
            {
                shop = row.Shop,
                key = row.Key,
                open = row.Open,
                renewed = vault.Seal(row.Shop, place, row.Open!),
            });
            return result with { Renewed = result.Renewed + 1 };
        }
        try
        {
            if (row.Hash is { } hash && vault.TryOpen(row.Shop, place, row.Text) is { } text
                && !hash.AsSpan().SequenceEqual(vault.Fingerprint(row.Shop, column.Purpose, text)))
                throw new InvalidOperationException(
                    $"{Vault.FindingKey} is not the key with which {column.Table}.{column.Hash} was made.");
            if (vault.Renew(row.Shop, place, row.Text) is not { } renewed)
                return result with { Current = result.Current + 1 };
            // Where the API was faster, what it wrote is sealed with the key in force.
            await connection.ExecuteAsync(Sql(column).Write, new
            {
                shop = row.Shop,
                key = row.Key,
                text = row.Text,
                renewed,
            });
            return result with { Renewed = result.Renewed + 1 };
        }
        catch (CryptographicException)
        {
            return result with { Unreadable = result.Unreadable + 1 };
        }
    }

    private static (string Read, string Write, string SealOpen) Sql(SealedColumn column) => ($"""
        select shop_id as shop, {column.Key} as key, {column.Column} as text, {column.Hash ?? "null::bytea"} as hash,
            {column.OpenBefore ?? "null::text"} as open
        from {column.Table}
        where (shop_id, {column.Key}) > (@shop, @key)
            and ({column.Column} is not null or {column.OpenBefore ?? "null::text"} is not null)
        order by shop_id, {column.Key} limit @part
        """, $"""
        update {column.Table} set {column.Column} = @renewed
        where shop_id = @shop and {column.Key} = @key and {column.Column} = @text
        """, $"""
        update {column.Table} set {column.Column} = @renewed, {column.OpenBefore} = null
        where shop_id = @shop and {column.Key} = @key and {column.Column} is null and {column.OpenBefore} = @open
        """);

    private sealed record Row(long Shop, long Key, byte[]? Text, byte[]? Hash, string? Open);
}

/// <summary>A sealed text and the key of its row.</summary>
public sealed record SealedRow(long Key, byte[] Text);
