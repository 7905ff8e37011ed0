namespace SocialCommerce.MainJob.Events;

/// <summary>A line of an order; its number is its place in the invoice, skipped rows included.</summary>
internal sealed record OrderLine(int Number, string StockCode, int Quantity, long UnitPriceMinor);
