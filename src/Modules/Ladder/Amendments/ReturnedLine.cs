using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Amendments;

/// <summary>Units of a line that came back in exchange for other goods.</summary>
/// <param name="LineId">The line, as the order or an amendment named it.</param>
/// <param name="Quantity">How many came back, with up to four decimals.</param>
public sealed record ReturnedLine(string LineId, [property: Between(0, OrderLine.MaxQuantity)] decimal Quantity);
