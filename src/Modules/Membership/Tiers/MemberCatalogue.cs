using System.Collections.Concurrent;
using SocialCommerce.Membership.Points;
using SocialCommerce.Membership.Privileges;

namespace SocialCommerce.Membership.Tiers;

/// <summary>A shop's tiers and rates, in force and as they were, made for looking up.</summary>
public sealed class MemberCatalogue
{
    private readonly MemberTier[] _highestFirst;
    private readonly Dictionary<string, MemberTier> _byId;
    private readonly Dictionary<string, List<Naming>> _byProduct = new(StringComparer.Ordinal);
    private readonly TierChange[] _changes;
    private readonly EarningRates[] _rates;
    private readonly ConcurrentDictionary<string, TierPrivileges> _privileges = new(StringComparer.Ordinal);

    /// <summary>A catalogue of all versions of these tiers and rates, in any order.</summary>
    public MemberCatalogue(IReadOnlyCollection<MemberTier> versions, IEnumerable<EarningRates> rates)
    {
        _rates = [.. rates.OrderBy(one => one.Version)];
        _highestFirst = TierSet.InForce(versions);
        _byId = _highestFirst.ToDictionary(tier => tier.TierId, StringComparer.Ordinal);
        _changes = TierChange.Of(versions);
        foreach (var tier in versions.GroupBy(version => version.TierId, StringComparer.Ordinal))
            NameProducts([.. tier.OrderBy(version => version.Version)]);
        AsksHistory = Array.Exists(_rates, rates => rates.Terms?.Points is { AsksHistory: true })
            || versions.Any(version => version.PointsMultiplierBps is not null);
        Version = (_rates.LastOrDefault()?.Version ?? 0) + _highestFirst.Sum(tier => (long)tier.Version);
    }

    /// <summary>What an order's value earns now.</summary>
    public EarningRates Rates => _rates.LastOrDefault() ?? EarningRates.Default;

    /// <summary>Rises by one with every change of a tier or of the rates, and with nothing else.</summary>
    public long Version { get; }

    /// <summary>The tiers in force, highest rank first.</summary>
    public IReadOnlyList<MemberTier> Tiers => _highestFirst;

    /// <summary>Whether any version of the settings asks a customer's history for points.</summary>
    public bool AsksHistory { get; }

    /// <summary>Every change of the tiers, oldest first.</summary>
    internal IReadOnlyList<TierChange> Changes => _changes;

    /// <summary>The tiers in force, as growth sees them.</summary>
    internal TierSet InForce => Before(_changes.Length);

    /// <summary>Every product that any version names.</summary>
    public IReadOnlyCollection<string> Products => _byProduct.Keys;

    /// <summary>A tier in force by its id, or null.</summary>
    public MemberTier? Find(string? tierId) => tierId is null ? null : _byId.GetValueOrDefault(tierId);

    /// <summary>What members of a tier in force have and lack; of null, what a customer without a tier lacks.</summary>
    internal TierPrivileges PrivilegesOf(MemberTier? tier) => _privileges.GetOrAdd(
        tier?.TierId ?? "", static (_, from) => new TierPrivileges(from.tier, from._highestFirst),
        (tier, _highestFirst));

    /// <summary>
    /// The version of a tier that a product gives to an order paid at that time: the one in force then that names it,
    /// else, for a product that was sold before a tier named it, the newest that came later; or null.
    /// </summary>
    public MemberTier? GivenBy(string productId, DateTimeOffset paidAt)
    {
        if (!_byProduct.TryGetValue(productId, out var namings)) return null;
        MemberTier? given = null;
        foreach (var naming in namings)
        {
            if (naming.Tier.RecordedAt > paidAt) given = naming.Tier;
            else if (naming.Until is null || naming.Until > paidAt) return naming.Tier;
        }
        return given;
    }

    /// <summary>What an order paid at that time earns; before the first version, what the first one says.</summary>
    public EarningRates RatesAt(DateTimeOffset paidAt) =>
        Array.FindLast(_rates, rates => rates.RecordedAt <= paidAt) ?? _rates.FirstOrDefault() ?? EarningRates.Default;

    /// <summary>What a refund leaves that took effect at that time, by what the shop had set then.</summary>
    public AfterRefund RefundsAt(DateTimeOffset appliedAt) =>
        Array.FindLast(_rates, rates => rates.RecordedAt <= appliedAt)?.Terms?.AfterRefund ?? AfterRefund.Default;

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

    /// <summary>Where the changes begin that were made at a time or later.</summary>
    internal int FirstChange(DateTimeOffset from)
    {
        var (low, high) = (0, _changes.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_changes[middle].At < from) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>The tiers before a change, by its place; after the last one, those in force.</summary>
    internal TierSet Before(int change) => change == 0 ? TierSet.None : _changes[change - 1].Set;

    /// <summary>The tiers in force at a time, with a change at that very time.</summary>
    internal TierSet SetThen(DateTimeOffset at) => Before(FirstChange(at.AddTicks(1)));

    private void NameProducts(MemberTier[] versions)
    {
        for (var i = 0; i < versions.Length; i++)
        {
            var until = i + 1 < versions.Length ? versions[i + 1].RecordedAt : (DateTimeOffset?)null;
            if (until <= versions[i].RecordedAt) continue;
            foreach (var product in versions[i].MemberProducts)
            {
                if (!_byProduct.TryGetValue(product, out var namings)) _byProduct[product] = namings = [];
                namings.Add(new Naming(versions[i], until));
                namings.Sort(static (a, b) => a.Tier.RecordedAt.CompareTo(b.Tier.RecordedAt));
            }
        }
    }

    private sealed record Naming(MemberTier Tier, DateTimeOffset? Until);
}
