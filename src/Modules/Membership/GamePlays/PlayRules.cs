using SocialCommerce.Membership.Games;

namespace SocialCommerce.Membership.GamePlays;

/// <summary>Whether a customer may play once more. Pure.</summary>
internal static class PlayRules
{
    /// <summary>Which limit is reached, as a sentence about the game; null where none is.</summary>
    /// <param name="limits">The game's.</param>
    /// <param name="own">What the customer has played.</param>
    /// <param name="day">The shop's date.</param>
    public static string? Reached(PlayLimits? limits, IReadOnlyCollection<OwnPlays> own, string day)
    {
        if (limits?.PerCustomer is { } most && own.Sum(one => one.Plays) >= most)
            return $"can be played {most} times by a customer";
        // Clocks of two instances may differ at midnight: who comes from the day before counts in the new one.
        var today = own.Where(one => string.CompareOrdinal(one.PlayedOn, day) >= 0).Sum(one => one.Plays);
        return limits?.PerCustomerPerDay is { } daily && today >= daily
            ? $"can be played {daily} times a day by a customer"
            : null;
    }
}
