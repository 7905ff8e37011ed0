namespace SocialCommerce.MainJob.Events;

/// <summary>Something that happened in the shop: one invoice that the replay keeps.</summary>
internal abstract record Event(DateTimeOffset At, string InvoiceNo, string CustomerId);
