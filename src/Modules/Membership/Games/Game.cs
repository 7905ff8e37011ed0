namespace SocialCommerce.Membership.Games;

/// <summary>A game (游戏) as it is in force.</summary>
/// <param name="GameId">The merchant's own id.</param>
/// <param name="Version">Rises by one with every change; a play names the version under which it was made.</param>
/// <param name="Terms">The terms.</param>
/// <param name="State" example="open"><c>upcoming</c>, <c>open</c> or <c>ended</c>, by the shop's clock.</param>
/// <param name="RecordedAt">When this version came into force, by the shop's clock.</param>
/// <param name="Plays">Of a wheel: how many plays there were; the serial of the last one.</param>
/// <param name="Prizes">Of a wheel: how often each prize was won, and how many are left.</param>
/// <param name="Commitment" example="66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925">
/// Of a wheel: the SHA-256 of the seed, in hexadecimal digits, published before the first draw.
/// </param>
/// <param name="Seed" example="0000000000000000000000000000000000000000000000000000000000000000">
/// Of a wheel that has ended: the seed of its draws, in hexadecimal digits.
/// </param>
internal sealed record Game(
    string GameId, int Version, GameTerms Terms, string State, DateTimeOffset RecordedAt, long? Plays = null,
    IReadOnlyList<Game.PrizeCount>? Prizes = null, string? Commitment = null, string? Seed = null)
{
    /// <summary>What became of a prize.</summary>
    /// <param name="PrizeId">The prize.</param>
    /// <param name="Wins">How often it was won.</param>
    /// <param name="Left">How many are left; absent where the stock is unlimited.</param>
    public sealed record PrizeCount(string PrizeId, long Wins, long? Left = null);
}
