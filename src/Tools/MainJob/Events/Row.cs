namespace SocialCommerce.MainJob.Events;

/// <summary>One row of the orders file.</summary>
internal readonly record struct Row(
    string InvoiceNo, string StockCode, int Quantity, DateTimeOffset At, decimal UnitPrice, string CustomerId);
