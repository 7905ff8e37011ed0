namespace SocialCommerce.Ladder.WaitingEvents;

/// <summary>What a person can decide about a waiting event.</summary>
public static class EventActions
{
    /// <summary>It takes effect on an order, as it was reported.</summary>
    public const string Attach = "attach";

    /// <summary>Of a refund: an amount, up to what is left of an order, is refunded in its place.</summary>
    public const string Book = "book";

    /// <summary>It stays without effect.</summary>
    public const string Dismiss = "dismiss";

    /// <summary>Every action.</summary>
    public static readonly string[] Known = [Attach, Book, Dismiss];
}
