namespace SocialCommerce.Membership.Joining;

/// <summary>What a membership may be, and why.</summary>
public static class MembershipStates
{
    public const string None = "none";
    public const string Pending = "pending";
    public const string Active = "active";

    internal static readonly string[] All = [None, Pending, Active];

    /// <summary>No order counts, and no contact is known.</summary>
    internal const string Nothing = "nothing";

    /// <summary>An order counts, and the contact is missing.</summary>
    internal const string ContactMissing = "contactMissing";

    /// <summary>The contact was added, and no order counts.</summary>
    internal const string OrderMissing = "orderMissing";

    /// <summary>The order went back before the membership began.</summary>
    internal const string OrderReturned = "orderReturned";

    /// <summary>A person ended the membership.</summary>
    internal const string Ended = "ended";

    /// <summary>The order was the last condition.</summary>
    internal const string Order = "order";

    /// <summary>The contact was the last condition.</summary>
    internal const string Contact = "contact";

    /// <summary>A step of the ceremony was the last condition.</summary>
    internal const string Ceremony = "ceremony";
}
