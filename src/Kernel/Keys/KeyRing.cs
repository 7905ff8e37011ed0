using System.Collections.Concurrent;
using System.Net;

namespace SocialCommerce.Kernel.Keys;

/// <summary>
/// Recognises keys, and trusts what it found for a few seconds: a key that is good, and one that is not, so that a
/// caller with a wrong key does not ask the database each time.
/// </summary>
public sealed class KeyRing(Db db, TimeProvider time)
{
    /// <summary>How long another instance may still accept a revoked key.</summary>
    public static readonly TimeSpan Trust = TimeSpan.FromSeconds(5);

    /// <summary>Most keys that are remembered, of either sort.</summary>
    public const int MaxKeys = 10_000;

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _unknown = new(StringComparer.Ordinal);

    // Written to the database now and then, not for each request.
    private ConcurrentDictionary<(long ShopId, long KeyId), DateTimeOffset> _used = new();

    internal sealed record Known(
        Shop Shop, string[] Scopes, long KeyId, Person? Person, IPNetwork[] Addresses, DateTimeOffset Until)
    {
        /// <summary>Whether the key may be used from an address.</summary>
        public bool Allows(IPAddress? address)
        {
            if (Addresses.Length == 0) return true;
            if (address is { IsIPv4MappedToIPv6: true }) address = address.MapToIPv4();
            return address is not null && Addresses.Any(network => network.Contains(address));
        }
    }

    internal void Forget()
    {
        _known.Clear();
        _unknown.Clear();
    }

    /// <summary>Whether it was a good key on this instance, a while ago at least.</summary>
    internal bool HasSeen(string text) => _known.ContainsKey(text);

    /// <summary>The keys that were used since the last call, and when.</summary>
    internal IReadOnlyDictionary<(long ShopId, long KeyId), DateTimeOffset> TakeUsed() =>
        Interlocked.Exchange(ref _used, new());

    internal async Task<Known?> Recognise(string text, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(text, out var known) && known.Until > now) return known;
        if (_unknown.TryGetValue(text, out var until) && until > now) return null;
        if (ApiKey.Parse(text) is not { } key) return null;
        var row = await db.First<KeyRow>(
            key.ShopId, Sql, new { shop = key.ShopId, secret = ApiKey.Hash(key.Secret), now }, cancel);
        if (_known.Count >= MaxKeys || _unknown.Count >= MaxKeys) Forget();
        if (row is null || row.Sandbox != key.Sandbox)
        {
            _known.TryRemove(text, out _);
            _unknown[text] = now + Trust;
            return null;
        }
        _used[(key.ShopId, row.KeyId)] = now;
        return _known[text] = row.ToKnown(key.ShopId, now + Trust);
    }

    internal sealed record KeyRow(
        string[] Scopes, long KeyId, DateTimeOffset? ExpiresAt, string[]? Addresses, string Currency, string TimeZone,
        bool Sandbox, string Jurisdiction, string? OperatorId, string? Name, string[]? Roles)
    {
        public Known ToKnown(long shopId, DateTimeOffset until) => new(
            new Shop(shopId, Currency, TimeZone, Sandbox, Jurisdiction), Scopes, KeyId,
            OperatorId is null ? null : new Person(OperatorId, Name!, Roles!),
            [.. (Addresses ?? []).Select(KeyTerms.Network)], ExpiresAt < until ? ExpiresAt.Value : until);
    }

    private const string Sql = """
        select k.scopes, k.key_id, k.expires_at, k.addresses, s.currency, s.time_zone, s.sandbox, s.jurisdiction,
            o.operator_id, o.name, o.roles
        from api_keys k
        join shops s on s.shop_id = k.shop_id
        left join operators o on o.shop_id = k.shop_id and o.operator_id = k.operator_id
        where k.shop_id = @shop and k.secret = @secret and k.revoked_at is null and o.active is not false
            and (k.expires_at is null or k.expires_at > @now)
        """;
}
