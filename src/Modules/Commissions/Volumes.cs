namespace SocialCommerce.Commissions;

/// <summary>Whose numbers an event moves; pure.</summary>
public static class Volumes
{
    /// <summary>What an order of somebody below these people, nearest first, or its refund, adds for whom.</summary>
    public static List<Volume> OfSale(long buyerKey, IReadOnlyList<long> above, long value, bool firstOrder)
    {
        if (value == 0 && !firstOrder) return [];
        var volumes = new List<Volume> { new(buyerKey, Own: value) };
        if (above.Count > 0) volumes.Add(new Volume(above[0], Team1: value, Buyers: firstOrder ? 1 : 0));
        if (above.Count > 1) volumes.Add(new Volume(above[1], Team2: value));
        if (above.Count > 2) volumes.Add(new Volume(above[2], Team3: value));
        return volumes;
    }

    /// <summary>What people gain when somebody with these numbers is bound below them.</summary>
    public static List<Volume> OfBinding(PartnerNumbers numbers, IReadOnlyList<long> above, bool hasBought)
    {
        var volumes = new List<Volume>
        {
            new(above[0], Team1: numbers.Own, Team2: numbers.Team1, Team3: numbers.Team2, Buyers: hasBought ? 1 : 0),
        };
        if (above.Count > 1) volumes.Add(new Volume(above[1], Team2: numbers.Own, Team3: numbers.Team1));
        if (above.Count > 2) volumes.Add(new Volume(above[2], Team3: numbers.Own));
        volumes.RemoveAll(volume => volume is { Team1: 0, Team2: 0, Team3: 0, Buyers: 0 });
        return volumes;
    }
}
