namespace SocialCommerce.Ladder.ProductLadder;

/// <summary>A shop's product ladder (四级产品): its rungs, lowest first.</summary>
/// <param name="Rungs">The rungs that the shop uses.</param>
internal sealed record LadderContent(IReadOnlyList<LadderRung> Rungs)
{
    /// <summary>Until the shop sets its ladder: all four rungs, each leading to the one above.</summary>
    public static readonly Setting<LadderContent> Setting = new(
        "ladder",
        new LadderContent([.. Products.Rungs.All.Select(
            rung => new LadderRung(rung, NextRung: Products.Rungs.Next(rung)))]));

    /// <summary>The same rungs, lowest first.</summary>
    public static LadderContent Of(IEnumerable<LadderRung> rungs) =>
        new([.. rungs.OrderBy(rung => Products.Rungs.Place(rung.Rung))]);

    /// <summary>
    /// The rung to offer to a customer whose highest rung is this one: the next rung that the ladder names; for a rung
    /// that the ladder leaves out, the lowest one above; for a customer without a rung, the lowest one. Null where the
    /// ladder leads no further.
    /// </summary>
    public string? After(string? rung) =>
        Rungs.FirstOrDefault(one => one.Rung == rung) is { } known
            ? known.NextRung
            : Rungs.FirstOrDefault(one => Products.Rungs.Place(one.Rung) > Products.Rungs.Place(rung))?.Rung;

    /// <summary>Whether the ladder has nothing above a rung.</summary>
    public bool EndsAt(string? rung) => Rungs.All(one => Products.Rungs.Place(one.Rung) <= Products.Rungs.Place(rung));
}
