namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>Units of a line, and the commissionable value of one as the product is declared today.</summary>
public sealed record LineUnits(long OrderKey, int LineNo, decimal Quantity, long CommissionableMinor);
