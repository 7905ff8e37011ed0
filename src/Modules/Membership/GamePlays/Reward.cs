namespace SocialCommerce.Membership.GamePlays;

/// <summary>Points that a game gives, with what for: one of play, streak and rank.</summary>
/// <param name="Key">The key of its row.</param>
/// <param name="GameKey">The game.</param>
/// <param name="CustomerKey">The customer.</param>
/// <param name="Points">How many.</param>
internal sealed record Reward(long Key, long GameKey, long CustomerKey, long Points)
{
    /// <summary>The play that won them.</summary>
    public long? PlayKey { get; init; }

    /// <summary>The days of the streak that earned them.</summary>
    public int? StreakDays { get; init; }

    /// <summary>The day of the check-in with which the streak was complete.</summary>
    public string? Day { get; init; }

    /// <summary>The rank of the team that earned them.</summary>
    public int? Rank { get; init; }
}
