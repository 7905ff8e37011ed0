using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SocialCommerce.Kernel.Shops;

/// <summary>
/// A key as the caller shows it: <c>sk_test_&lt;shop&gt;_&lt;secret&gt;</c>. It names its shop, so that the look-up
/// stays inside the shop's rows; a plain SHA-256 is enough for a secret of 192 random bits.
/// </summary>
internal sealed record ApiKey(bool Sandbox, long ShopId, string Secret)
{
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public static ApiKey? Parse(string text)
    {
        var parts = text.Split('_');
        var known = parts is ["sk", "live" or "test", _, { Length: > 0 }];
        return known && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var shopId)
            ? new ApiKey(parts[1] == "test", shopId, parts[3])
            : null;
    }
}

/// <summary>Recognises keys, and trusts what it recognised for a few seconds.</summary>
public sealed class KeyRing(Db db, TimeProvider time)
{
    /// <summary>How long another instance may still accept a revoked key.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromSeconds(5);

    private const int MaxKeys = 10_000;

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    internal sealed record Known(Shop Shop, string[] Scopes, long KeyId, Person? Person, DateTimeOffset Until);

    /// <summary>The world's time, by which keys are made and revoked.</summary>
    internal DateTimeOffset Now => Instant.Micro(time.GetUtcNow());

    internal void Forget() => _known.Clear();

    internal async Task<Known?> Recognise(string text, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(text, out var known) && known.Until > now) return known;
        if (ApiKey.Parse(text) is not { } key) return null;
        var row = await db.First<KeyRow>(
            key.ShopId, Sql, new { shop = key.ShopId, secret = ApiKey.Hash(key.Secret) }, cancel);
        if (row is null || row.Sandbox != key.Sandbox) return null;
        if (_known.Count >= MaxKeys) Forget();
        var shop = new Shop(key.ShopId, row.Currency, row.TimeZone, row.Sandbox, row.Jurisdiction);
        var person = row.OperatorId is null ? null : new Person(row.OperatorId, row.Name!, row.Roles!);
        return _known[text] = new Known(shop, row.Scopes, row.KeyId, person, now + Trust);
    }

    internal sealed record KeyRow(
        string[] Scopes, long KeyId, string Currency, string TimeZone, bool Sandbox, string Jurisdiction,
        string? OperatorId, string? Name, string[]? Roles);

    private const string Sql = """
        select k.scopes, k.key_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction, o.operator_id, o.name, o.roles
        from api_keys k
        join shops s on s.shop_id = k.shop_id
        left join operators o on o.shop_id = k.shop_id and o.operator_id = k.operator_id
        where k.shop_id = @shop and k.secret = @secret and k.revoked_at is null and o.active is not false
        """;
}
