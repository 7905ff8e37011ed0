using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Tiers;

/// <summary>Computes how an event changes the numbers of people; pure.</summary>
public static class Volumes
{
    /// <summary>What a buyer's order, or its refund, adds for the buyer and the people above, nearest first.</summary>
    public static List<Volume> OfSale(long buyerKey, IReadOnlyList<long> above, long value, bool firstOrder)
    {
        if (value == 0 && !firstOrder) return [];
        var volumes = new List<Volume> { new(buyerKey, Own: value) };
        if (above.Count > 0) volumes.Add(new Volume(above[0], Team1: value, Buyers: firstOrder ? 1 : 0));
        if (above.Count > 1) volumes.Add(new Volume(above[1], Team2: value));
        if (above.Count > 2) volumes.Add(new Volume(above[2], Team3: value));
        return volumes;
    }

    /// <summary>
    /// What a claim moves: what a guest has bought counts for the customer and for the people above the customer, as if
    /// the customer had placed the orders; no longer for the guest and the people above the guest.
    /// </summary>
    /// <param name="guest">The guest, and the people above, nearest first.</param>
    /// <param name="customer">The customer, and the people above, nearest first.</param>
    /// <param name="net">What the guest has paid, less refunds.</param>
    /// <param name="newBuyer">Whether the customer had bought nothing before.</param>
    public static List<Volume> OfClaim(
        IReadOnlyList<long> guest, IReadOnlyList<long> customer, long net, bool newBuyer)
    {
        var volumes = new List<Volume>();
        void Add(IReadOnlyList<long> chain, long value, long buyers)
        {
            volumes.Add(new Volume(chain[0], Own: value));
            if (chain.Count > 1) volumes.Add(new Volume(chain[1], Team1: value, Buyers: buyers));
            if (chain.Count > 2) volumes.Add(new Volume(chain[2], Team2: value));
            if (chain.Count > 3) volumes.Add(new Volume(chain[3], Team3: value));
        }
        Add(guest, -net, -1);
        Add(customer, net, newBuyer ? 1 : 0);
        return
        [
            .. volumes.GroupBy(volume => volume.Key).Select(one => new Volume(
                one.Key, one.Sum(v => v.Own), one.Sum(v => v.Team1), one.Sum(v => v.Team2), one.Sum(v => v.Team3),
                one.Sum(v => v.Buyers)))
                .Where(volume => volume is not { Own: 0, Team1: 0, Team2: 0, Team3: 0, Buyers: 0 }),
        ];
    }

    /// <summary>What people gain when a customer with these numbers is bound below them.</summary>
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
