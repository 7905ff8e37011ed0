namespace SocialCommerce.Commissions.Postings;

/// <summary>The events of movements that disputes book.</summary>
internal static class DisputeEvents
{
    /// <summary>A statement's line was disputed and its amount held.</summary>
    public const string Disputed = "disputed";

    /// <summary>A dispute was answered and the held amount released.</summary>
    public const string Answered = "answered";
}
