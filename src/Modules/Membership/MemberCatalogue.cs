namespace SocialCommerce.Membership;

/// <summary>Something that members of a tier have and others don't (特权).</summary>
/// <param name="Code">The shop's own code, unique within the tier.</param>
/// <param name="Kind"><c>price</c>, <c>consumption</c>, <c>service</c> or <c>identity</c>.</param>
/// <param name="Name">What people read.</param>
/// <param name="Value">What the storefront needs to grant it, in words of its own.</param>
public sealed record Privilege(string Code, string Kind, string Name, string? Value = null);

/// <summary>A member tier as it is in force.</summary>
/// <param name="TierId">The merchant's own id.</param>
/// <param name="Version">Rises by one with every change.</param>
/// <param name="Name">What people read.</param>
/// <param name="Rank">1 is the lowest; no two tiers share one.</param>
/// <param name="GrowthFrom">Growth that reaches the tier; null where growth does not.</param>
/// <param name="MemberProducts">Products that give the tier to who buys one.</param>
/// <param name="ValidityDays">Days of 24 hours that a reached tier stands; null is for ever.</param>
/// <param name="Privileges">What the tier's members have.</param>
/// <param name="ThresholdSince">Since when <paramref name="GrowthFrom"/> is this low.</param>
/// <param name="RecordedAt">When this version came into force.</param>
public sealed record MemberTier(
    string TierId, int Version, string Name, int Rank, long? GrowthFrom, string[] MemberProducts, int? ValidityDays,
    Privilege[] Privileges, DateTimeOffset ThresholdSince, DateTimeOffset RecordedAt);

/// <summary>What an order's value earns.</summary>
/// <param name="Version">0 until the shop sets something.</param>
/// <param name="PointsBps">Points per minor unit of value, in basis points.</param>
/// <param name="GrowthBps">Growth per minor unit of value, in basis points.</param>
public sealed record EarningRates(int Version, int PointsBps, int GrowthBps)
{
    /// <summary>One point and one growth per 100 minor units.</summary>
    public static readonly EarningRates Default = new(0, 100, 100);
}

/// <summary>A shop's tiers and rates in force, made for looking up.</summary>
public sealed class MemberCatalogue
{
    private readonly MemberTier[] _highestFirst;
    private readonly Dictionary<string, MemberTier> _byId;
    private readonly Dictionary<string, MemberTier> _byProduct = new(StringComparer.Ordinal);

    /// <summary>A catalogue of these tiers, in any order.</summary>
    public MemberCatalogue(IEnumerable<MemberTier> tiers, EarningRates rates)
    {
        Rates = rates;
        _highestFirst = [.. tiers.OrderByDescending(tier => tier.Rank)];
        _byId = _highestFirst.ToDictionary(tier => tier.TierId, StringComparer.Ordinal);
        foreach (var tier in _highestFirst)
            foreach (var product in tier.MemberProducts) _byProduct.TryAdd(product, tier);
        Version = rates.Version + _highestFirst.Sum(tier => (long)tier.Version);
    }

    /// <summary>What an order's value earns now.</summary>
    public EarningRates Rates { get; }

    /// <summary>Rises by one with every change of a tier or of the rates, and with nothing else.</summary>
    public long Version { get; }

    /// <summary>The tiers, highest rank first.</summary>
    public IReadOnlyList<MemberTier> Tiers => _highestFirst;

    /// <summary>A tier by its id, or null.</summary>
    public MemberTier? Find(string? tierId) => tierId is null ? null : _byId.GetValueOrDefault(tierId);

    /// <summary>The tier that a product gives, or null.</summary>
    public MemberTier? GivenBy(string productId) => _byProduct.GetValueOrDefault(productId);

    /// <summary>The highest tier for ever that a growth reaches, or null.</summary>
    public MemberTier? LastingTier(long growth)
    {
        foreach (var tier in _highestFirst)
            if (tier.ValidityDays is null && tier.GrowthFrom <= growth) return tier;
        return null;
    }

    /// <summary>The highest tier that a growth reaches, where it is one for a period; or null.</summary>
    public MemberTier? TimedTier(long growth)
    {
        foreach (var tier in _highestFirst)
            if (tier.GrowthFrom <= growth) return tier.ValidityDays is null ? null : tier;
        return null;
    }

    /// <summary>The lowest tier above a rank that growth reaches, or null.</summary>
    public MemberTier? NextTier(int rank)
    {
        MemberTier? next = null;
        foreach (var tier in _highestFirst)
        {
            if (tier.Rank <= rank) break;
            if (tier.GrowthFrom is not null) next = tier;
        }
        return next;
    }
}
