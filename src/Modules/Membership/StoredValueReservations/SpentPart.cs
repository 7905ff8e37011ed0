using SocialCommerce.Membership.StoredValue;

namespace SocialCommerce.Membership.StoredValueReservations;

/// <summary>What a reservation has spent of one top-up, in minor units; negative: what comes back to it.</summary>
internal sealed record SpentPart(long TopUpKey, long Principal, long Bonus)
{
    public static SpentPart Of(ValuePart part) => new(part.Lot.Key, part.Principal, part.Bonus);

    /// <summary>
    /// What comes back of an amount: to the top-ups that it came from, principal and bonus in proportion to what is
    /// left of each. Pure.
    /// </summary>
    /// <param name="left">What is spent and has not come back.</param>
    /// <param name="amount">At most their sum.</param>
    public static List<SpentPart> Return(IReadOnlyList<SpentPart> left, long amount)
    {
        var shares = Allocation.LargestRemainder(
            amount, [.. left.Select(part => part.Principal), .. left.Select(part => part.Bonus)]);
        return
        [
            .. left.Select((part, i) => new SpentPart(part.TopUpKey, -shares[i], -shares[left.Count + i]))
                .Where(part => part is not { Principal: 0, Bonus: 0 }),
        ];
    }
}
