using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Projects;

/// <summary>A person who has a part in a task.</summary>
internal sealed record ProjectPerson(long Key, string CustomerId, string? Tier, bool Active)
{
    /// <summary>Null when this person may earn, else the reason why not.</summary>
    public string? Bar => Tier is null ? Reasons.NoTier : Active ? null : Reasons.Inactive;
}
