using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace SocialCommerce.Kernel.Secrets;

/// <summary>
/// Seals what another key sealed with the key in force: text by text, each only as it was read, so that it may run
/// beside instances that hold both keys, may be interrupted at any point, and begun again.
/// </summary>
public static class KeyRotation
{
    /// <summary>SQL: from here on a session of a member of <c>sc_maintenance</c> works on every shop.</summary>
    public const string AllShops = Migrator.AtWork;

    private const int Part = 500;

    /// <summary>Goes through a column, as the owner of its table.</summary>
    /// <exception cref="InvalidOperationException">The hashes were made with another key.</exception>
    public static async Task<KeyRotationResult> Reseal(
        this NpgsqlDataSource source, SecretProtector protector, SealedColumn column, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(Migrator.AtWork);
        var result = new KeyRotationResult(column, 0, 0, 0);
        for (var (shop, key) = (0L, 0L); ;)
        {
            var rows = (await connection.QueryAsync<Row>(Sql(column).Read, new { shop, key, part = Part })).AsList();
            foreach (var row in rows)
            {
                cancel.ThrowIfCancellationRequested();
                result = await Renew(connection, protector, result, row);
            }
            if (rows.Count < Part) return result;
            (shop, key) = (rows[^1].Shop, rows[^1].Key);
        }
    }

    /// <summary>Reads a shop's part of a column: rows after a key, sealed texts only.</summary>
    public static PendingRows<SealedRow> SealedRows(
        this SqlBatch batch, SealedColumn column, long shopId, long after, int part) =>
        batch.Rows<SealedRow>($"""
            select {column.Key} as key, {column.Column} as text from {column.Table}
            where shop_id = @shop and {column.Key} > @after and {column.Column} is not null
            order by {column.Key} limit @part
            """, new { shop = shopId, after, part });

    private static async Task<KeyRotationResult> Renew(
        NpgsqlConnection connection, SecretProtector protector, KeyRotationResult result, Row row)
    {
        var (column, place) = (result.Column, result.Column.Place(row.Key));
        if (row.Text is null)
        {
            await connection.ExecuteAsync(Sql(column).SealOpen, new
            {
                shop = row.Shop,
                key = row.Key,
                open = row.Open,
                renewed = protector.Seal(row.Shop, place, row.Open!),
            });
            return result with { Renewed = result.Renewed + 1 };
        }
        try
        {
            if (row.Hash is { } hash && protector.TryOpen(row.Shop, place, row.Text) is { } text
                && !hash.AsSpan().SequenceEqual(protector.Fingerprint(row.Shop, column.Purpose, text)))
                throw new InvalidOperationException(
                    $"{SecretProtector.FindingKey} is not the key with which {column.Table}.{column.Hash} was made.");
            if (protector.Renew(row.Shop, place, row.Text) is not { } renewed)
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
