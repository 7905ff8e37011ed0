namespace SocialCommerce.MainJob.Events;

/// <summary>Units of one stock code on a cancellation.</summary>
internal readonly record struct GivenBack(string StockCode, int Quantity);
