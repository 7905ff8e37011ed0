namespace SocialCommerce.MainJob.Events;

/// <summary>Units taken back of one order line.</summary>
internal readonly record struct RefundLine(OrderLine Line, int Quantity);
