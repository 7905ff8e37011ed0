namespace SocialCommerce.Membership.Games;

/// <summary>Where a game stands, by the shop's clock.</summary>
internal static class GameStates
{
    public const string Upcoming = "upcoming";
    public const string Open = "open";
    public const string Ended = "ended";

    /// <summary>Every state.</summary>
    public static readonly string[] All = [Upcoming, Open, Ended];

    /// <summary>SQL: the state of a game at @now.</summary>
    public const string StateAtNow = $"""
        case when g.ended_at is not null or (g.terms ->> 'until')::timestamptz <= @now then '{Ended}'
            when (g.terms ->> 'from')::timestamptz > @now then '{Upcoming}' else '{Open}' end
        """;
}
