using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Amendments;

/// <summary>What a line is worth after an amendment; money in minor units.</summary>
public sealed record AmendedWorth(decimal Quantity, long Due, long Value, int Place)
{
    /// <summary>As it is kept.</summary>
    public static AmendedWorth Of(LineWorth line) => new(line.Quantity, line.Due, line.Value, line.Place);
}
