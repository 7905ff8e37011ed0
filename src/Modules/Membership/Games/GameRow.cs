namespace SocialCommerce.Membership.Games;

/// <summary>A game as it is kept.</summary>
public sealed record GameRow(
    long GameKey, string GameId, int Version, GameTerms Terms, byte[]? Seed, string? Commitment, long Plays,
    DateTimeOffset? EndedAt, DateTimeOffset? FreezesAt, DateTimeOffset? FrozenAt, DateTimeOffset RecordedAt)
{
    /// <summary>
    /// Between the end of a wheel and the publication of its seed: longer than the clocks of two instances differ, so
    /// that no play comes after it.
    /// </summary>
    private static readonly TimeSpan Margin = ShopState.AllowedSkew;

    /// <summary>For what seeds are sealed.</summary>
    internal const string SeedPurpose = "game.seed";

    internal const string Columns = """
        g.game_key, g.game_id, g.version, g.terms, g.seed, g.commitment, g.plays, g.ended_at, g.freezes_at, g.frozen_at,
            g.recorded_at
        from games g
        """;

    /// <summary>When it ends, or has ended.</summary>
    internal DateTimeOffset End => EndedAt < Terms.Until ? EndedAt.Value : Terms.Until;

    /// <summary>Where it stands at a time.</summary>
    public string StateAt(DateTimeOffset now) => EndedAt is not null || End <= now
        ? GameStates.Ended
        : Terms.From > now ? GameStates.Upcoming : GameStates.Open;

    /// <summary>Where the seed of a game is sealed.</summary>
    internal static SealedPlace Place(long gameKey) => new("games", "seed", gameKey, SeedPurpose);

    /// <summary>Whether the seed is public: an end by the shop is final under the lock.</summary>
    internal bool IsRevealed(DateTimeOffset now) => EndedAt is not null || Terms.Until + Margin <= now;

    /// <summary>As the API shows it.</summary>
    /// <param name="protector">Opens the seed.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="now">The shop's time.</param>
    /// <param name="wins">How often each prize was won.</param>
    internal Game At(
        SecretProtector protector, long shopId, DateTimeOffset now, IReadOnlyDictionary<string, long> wins) => new(
        GameId, Version, Terms, StateAt(now), RecordedAt, Commitment is null ? null : Plays,
        Terms.Prizes is null ? null : [.. Terms.Prizes.Select(prize => Count(prize, wins))], Commitment,
        Seed is not null && IsRevealed(now) ? protector.Open(shopId, Place(GameKey), Seed) : null);

    private static Game.PrizeCount Count(GamePrize prize, IReadOnlyDictionary<string, long> wins)
    {
        var won = wins.GetValueOrDefault(prize.PrizeId);
        return new Game.PrizeCount(prize.PrizeId, won, prize.Stock is { } stock ? Math.Max(0, stock - won) : null);
    }
}
