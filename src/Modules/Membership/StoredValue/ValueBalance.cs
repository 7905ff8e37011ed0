namespace SocialCommerce.Membership.StoredValue;

/// <summary>
/// A customer's stored value at a time: the top-ups without what has expired, oldest first. Pure: what is spent,
/// refunded, expired and left of the principal adds up to what was paid in, and so does the bonus.
/// </summary>
/// <param name="Lots">The top-ups of which something is left.</param>
/// <param name="Expired">Bonus that has expired and is still booked.</param>
internal sealed record ValueBalance(IReadOnlyList<ValueLot> Lots, IReadOnlyList<ValuePart> Expired)
{
    /// <summary>What is left of the principal.</summary>
    public long Principal => Lots.Sum(lot => lot.PrincipalLeft);

    /// <summary>What is left of the bonus.</summary>
    public long Bonus => Lots.Sum(lot => lot.BonusLeft);

    /// <summary>Both.</summary>
    public long Total => Principal + Bonus;

    /// <summary>The balance at a time.</summary>
    public static ValueBalance At(IEnumerable<ValueLot> lots, DateTimeOffset now)
    {
        var ordered = lots.OrderBy(lot => lot.PaidAt).ThenBy(lot => lot.Key).ToList();
        var expired = ordered.FindAll(lot => lot.BonusUntil <= now && lot.BonusLeft > 0);
        return new ValueBalance(
            [.. ordered.Select(lot => expired.Contains(lot) ? lot with { BonusLeft = 0 } : lot)],
            [.. expired.Select(lot => new ValuePart(lot, 0, lot.BonusLeft))]);
    }

    /// <summary>
    /// Takes an amount in the order that the shop documents: bonus first, principal first, or both in proportion to
    /// what is left; of each the oldest top-up first, of bonuses the one that expires first.
    /// </summary>
    /// <param name="amount">At most <see cref="Total"/>.</param>
    /// <param name="order">One of <see cref="SpendOrders"/>.</param>
    public List<ValuePart> Spend(long amount, string order)
    {
        var principal = order switch
        {
            SpendOrders.BonusFirst => Math.Max(0, amount - Bonus),
            SpendOrders.PrincipalFirst => Math.Min(amount, Principal),
            _ => Allocation.LargestRemainder(amount, [Principal, Bonus])[0],
        };
        var bonus = amount - principal;
        var byExpiry = Lots.OrderBy(lot => lot.BonusUntil ?? DateTimeOffset.MaxValue).ToList();
        var ofBonus = Take(byExpiry, bonus, static lot => lot.BonusLeft);
        var ofPrincipal = Take(Lots, principal, static lot => lot.PrincipalLeft);
        return
        [
            .. Lots.Select(lot => new ValuePart(
                    lot, ofPrincipal.GetValueOrDefault(lot.Key), ofBonus.GetValueOrDefault(lot.Key)))
                .Where(part => part is not { Principal: 0, Bonus: 0 }),
        ];
    }

    /// <summary>Refunds principal to its origin, and withdraws the bonus that came with it in proportion.</summary>
    /// <param name="amount">At most <see cref="Principal"/>.</param>
    /// <param name="newestFirst">Whether the newest top-up is refunded first.</param>
    public List<ValuePart> Refund(long amount, bool newestFirst)
    {
        var lots = newestFirst ? [.. Lots.Reverse()] : Lots;
        var taken = Take(lots, amount, static lot => lot.PrincipalLeft);
        return
        [
            .. lots.Where(lot => taken.GetValueOrDefault(lot.Key) > 0)
                .Select(lot => new ValuePart(lot, taken[lot.Key], lot.BonusOf(taken[lot.Key]))),
        ];
    }

    private static Dictionary<long, long> Take(IEnumerable<ValueLot> lots, long amount, Func<ValueLot, long> left)
    {
        var taken = new Dictionary<long, long>();
        foreach (var lot in lots)
        {
            var part = Math.Min(amount, left(lot));
            if (part > 0) taken[lot.Key] = part;
            amount -= part;
        }
        return taken;
    }
}
