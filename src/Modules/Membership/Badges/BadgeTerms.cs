namespace SocialCommerce.Membership.Badges;

/// <summary>What a badge is, how it is earned, and for how long.</summary>
/// <param name="Name" example="Patron of the month">What people read.</param>
/// <param name="Kind" example="badge"><c>badge</c> (徽章) or <c>title</c> (称号).</param>
/// <param name="Rule">How it is earned; without it persons of the shop give it.</param>
/// <param name="ValidityDays" example="31">
/// Days of 24 hours for which an award stands, from when it was reached but not before the badge had its rule; without
/// it the award does not end.
/// </param>
/// <param name="Status" example="active">
/// <c>active</c>, or <c>retired</c>: no more are awarded, and awards stand.
/// </param>
public sealed record BadgeTerms(
    string Name, string Kind, BadgeRule? Rule = null, int? ValidityDays = null, string Status = BadgeTerms.Active)
{
    public const string Badge = "badge";
    public const string Title = "title";

    /// <summary>It is awarded.</summary>
    public const string Active = "active";

    /// <summary>No more are awarded.</summary>
    public const string Retired = "retired";

    /// <summary>Every kind.</summary>
    public static readonly string[] Kinds = [Badge, Title];

    /// <summary>Whether awards are made by what customers do.</summary>
    public bool Counts() => Status == Active && Rule?.Counts() == true;

    /// <summary>When an award ends; null: it does not.</summary>
    public DateTimeOffset? ExpiryFrom(DateTimeOffset start) =>
        ValidityDays is { } days ? start.AddDays(days) : null;
}
