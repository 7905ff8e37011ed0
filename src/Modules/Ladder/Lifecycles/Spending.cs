namespace SocialCommerce.Ladder.Lifecycles;

/// <summary>
/// What a customer spends over the whole relation (终身消费), in its three forms: purchases in a time unit, times the
/// lifetime, times the ticket. Pure.
/// </summary>
/// <param name="Frequency" example="1.25">Kept orders for each 30 days between the first and the last of them.</param>
/// <param name="LifetimeDays" example="96.5">Days, of 24 hours, from the first kept order to the last.</param>
/// <param name="TicketMinor">Value of an order less refunds, in the mean.</param>
/// <param name="LiteralMinor">
/// Frequency × lifetime × ticket; null below two orders and where all were paid at once.
/// </param>
/// <param name="ProjectedMinor">Frequency × the days for which customers are expected to buy on × ticket.</param>
internal readonly record struct Spending(
    decimal Frequency, decimal LifetimeDays, long TicketMinor, long? LiteralMinor, long ProjectedMinor)
{
    /// <summary>The time unit, in days: a lifetime that is shorter counts as one unit.</summary>
    public const int UnitDays = 30;

    /// <summary>The spending of a customer with at least one kept order.</summary>
    public static Spending Of(LifecycleFacts facts, int remainingDays)
    {
        var days = (decimal)(facts.LastPaidAt!.Value - facts.FirstPaidAt!.Value).Ticks / TimeSpan.TicksPerDay;
        var unit = Math.Max(days, UnitDays);
        // n ÷ T × T × (net ÷ n) is the net sum itself; written out, its divisions would round.
        return new(
            Round(facts.Orders * UnitDays / unit, 2), Round(days, 2),
            (long)Round((decimal)facts.NetMinor / facts.Orders, 0),
            facts.Orders > 1 && days > 0 ? facts.NetMinor : null,
            (long)Round(facts.NetMinor * (remainingDays / unit), 0));
    }

    private static decimal Round(decimal value, int decimals) =>
        decimal.Round(value, decimals, MidpointRounding.AwayFromZero);
}
