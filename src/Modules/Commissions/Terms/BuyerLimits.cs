namespace SocialCommerce.Commissions.Terms;

/// <summary>
/// Limits of a rule to the buyer's first orders, or to a time after the binding. Of several limits an order has to fit
/// all. They read the buyer's history alone, so that no promotion changes which rules pay for an order. Pure.
/// </summary>
internal static class BuyerLimits
{
    /// <summary>Most orders to which a rule can be limited.</summary>
    public const int MaxOrders = 10_000;

    /// <summary>Most days to which a rule can be limited: ten years.</summary>
    public const int MaxDays = 3_650;

    /// <summary>Most months to which a rule can be limited.</summary>
    public const int MaxMonths = 120;

    /// <summary>Why a rule does not pay for an order, or null; where no place is given, every rule pays.</summary>
    public static string? Bar(PlanRule rule, OrderPlace? place)
    {
        if (place is null) return null;
        if (place.Number > rule.FirstOrders) return Reasons.BeyondFirstOrders;
        if (!rule.ReadsBinding) return null;
        if (place.Days is null) return Reasons.NotBound;
        return place.Days > rule.DaysFromBinding || place.Months > rule.MonthsFromBinding
            ? Reasons.BindingTooOld
            : null;
    }

    /// <summary>Everything wrong with a rule's limits.</summary>
    public static IEnumerable<ConfigError> Faults(PlanRule rule, string path) =>
    [
        .. ConfigError.Outside($"{path}.firstOrders", rule.FirstOrders ?? 1, 1, MaxOrders),
        .. ConfigError.Outside($"{path}.daysFromBinding", rule.DaysFromBinding ?? 1, 1, MaxDays),
        .. ConfigError.Outside($"{path}.monthsFromBinding", rule.MonthsFromBinding ?? 1, 1, MaxMonths),
    ];

    /// <summary>
    /// A place for every set of rules that can pay for one order together; a single null where no rule has a limit.
    /// </summary>
    public static IReadOnlyList<OrderPlace?> Places(IReadOnlyList<PlanRule> rules)
    {
        if (!rules.Any(rule => rule.HasBuyerLimit)) return [null];
        var places = new Dictionary<ulong, OrderPlace?>();
        foreach (var number in Steps(1, rules.Select(rule => rule.FirstOrders)))
            foreach (var days in Steps(0, rules.Select(rule => rule.DaysFromBinding)))
                foreach (var months in Steps(0, rules.Select(rule => rule.MonthsFromBinding)))
                    Take(new OrderPlace(number, null, days, months));
        return [.. places.Values];

        void Take(OrderPlace place)
        {
            var paying = 0ul;
            for (var i = 0; i < rules.Count; i++) if (Bar(rules[i], place) is null) paying |= 1ul << i;
            places.TryAdd(paying, place);
        }
    }

    /// <summary>The first value, and the first beyond each limit.</summary>
    private static IEnumerable<int> Steps(int first, IEnumerable<int?> limits) =>
        limits.OfType<int>().Select(limit => limit + 1).Append(first).Distinct().Order();
}
