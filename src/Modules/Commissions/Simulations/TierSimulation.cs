using System.Globalization;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Partners;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Simulations;

/// <summary>
/// The partner tiers that people would hold, had a list of tiers been in force since a moment: everything that really
/// happened is told in the order of recording, and moves numbers and tiers by the code of the flows that recorded it.
/// Before that moment tiers are what they were. Pure; it holds something for each person, and nothing for an order.
/// </summary>
public sealed class TierSimulation
{
    // Numbers from here on belong to entries and bindings that came about here: they follow all real ones.
    private const long Made = 1L << 62;

    private readonly IReadOnlyList<PartnerTier> _tiers;
    private readonly DateTimeOffset _from;
    private readonly bool _countsPartners;
    private readonly Dictionary<long, SimulatedPartner> _people = [];
    private long _made = Made;

    /// <summary>Begins.</summary>
    /// <param name="tiers">The list, lowest first; a tier held before that is not in it counts as none.</param>
    /// <param name="from">Since when it is in force.</param>
    /// <param name="before">The real history up to then, each person's in order.</param>
    public TierSimulation(IReadOnlyList<PartnerTier> tiers, DateTimeOffset from, IEnumerable<HistoryEntry> before)
    {
        (_tiers, _from) = (tiers, from);
        _countsPartners = PartnerCounts.AreAsked(tiers);
        foreach (var entry in before)
        {
            var rank = TierRules.RankOf(tiers, entry.Tier);
            Of(entry.CustomerKey).Enter(rank < 0 ? entry with { Tier = null } : entry, rank);
        }
    }

    /// <summary>The present number of holders of each tier.</summary>
    public IReadOnlyDictionary<string, long> Holders() => _people.Values.Select(person => person.Standing.TierNow)
        .OfType<string>().GroupBy(tier => tier).ToDictionary(tier => tier.Key, tier => tier.LongCount());

    /// <summary>An order's snapshot with the tiers of this moment, before the order itself moves anything.</summary>
    /// <param name="kept">With the chain as it was.</param>
    /// <param name="paidAt">Tiers recorded later do not count.</param>
    /// <param name="floors">Whether the version keeps floors.</param>
    public Snapshot Of(Snapshot kept, DateTimeOffset paidAt, bool floors)
    {
        var people = kept.People.Select(person => (Known: Of(person.Key), Then: Of(person.Key).At(paidAt, person)))
            .ToList();
        return kept.With(
        [
            .. people.Select((one, i) => one.Then with
            {
                TierSeq = one.Then.TierSeq < Made ? one.Then.TierSeq : 0,
                Floors = floors && i > 0 && one.Then.IsHouse is null && people[i - 1].Known.Bond is { } bond
                    ? Floors.Of(Known(i), Known(i - 1), bond)
                    : null,
            }),
        ]);

        KnownHistory Known(int i) => new(people[i].Known.Entries, people[i].Then.TierSeq);
    }

    /// <summary>Takes what happened next.</summary>
    public void Take(PartnerEvent next)
    {
        _made++;
        var person = Of(next.Key);
        switch (next.Kind)
        {
            case PartnerEventKind.Bound:
                Bind(person, next);
                break;
            case PartnerEventKind.Approved:
                person.Approve();
                Raise([person], next);
                break;
            case PartnerEventKind.Trained:
                person.Pass(next.Word!);
                Raise([person], next);
                break;
            case PartnerEventKind.Decided when next.At >= _from:
                var tier = Partnership.TierKept(next.Word!, person.Standing.TierNow);
                Enter(person, tier, next.Word == Partnership.Reactivated, next);
                Raise([person], next);
                break;
            case PartnerEventKind.Sold or PartnerEventKind.Refunded:
                Move(person, next);
                break;
        }
    }

    /// <summary>Who is bound by an order is judged with it; else only a partner makes the referrer be judged.</summary>
    private void Bind(SimulatedPartner person, PartnerEvent next)
    {
        var transaction = next.At < _from ? next.Word! : _made.ToString(CultureInfo.InvariantCulture);
        person.Bind(Of(next.ReferrerKey!.Value), new BindingRef(next.At, transaction));
        Add(Volumes.OfBinding(person.Standing.Numbers(), Keys(person.Above()), person.HasBought));
        if (_countsPartners && person.Standing.SeqNow > 0 && next.OrderKey is null) Raise([person.Referrer!], next);
    }

    /// <summary>The buyer, the referrer and that one's referrer are judged with what is added.</summary>
    private void Move(SimulatedPartner buyer, PartnerEvent next)
    {
        var first = next.Kind == PartnerEventKind.Sold && !buyer.HasBought;
        buyer.HasBought = true;
        var volumes = Volumes.OfSale(next.Key, Keys(buyer.Above()), next.Minor, first);
        List<SimulatedPartner> judged = [.. buyer.Above().Take(2)];
        if (next.Word != PartnerEvent.ByGuest) judged.Insert(0, buyer);
        var promotions = next.At < _from ? [] : Judge(judged, volumes);
        Add(volumes);
        Enter(promotions, next);
        Raise(Referrers(promotions).Except(judged), next);
    }

    /// <summary>Judges people by what they have, and where partners are counted, level by level who is above.</summary>
    private void Raise(IEnumerable<SimulatedPartner> people, PartnerEvent next)
    {
        if (next.At < _from) return;
        for (var judged = people.ToList(); judged.Count > 0;)
        {
            var promotions = Judge(judged, []);
            Enter(promotions, next);
            judged = [.. Referrers(promotions)];
        }
    }

    private List<Promotion> Judge(List<SimulatedPartner> people, List<Volume> volumes)
    {
        var asked = _countsPartners ? PartnerCounts.AskedBelow(_tiers, people.Select(person => person.Standing)) : [];
        var counts = asked.Count == 0 ? null : new PartnerCounts(
            _tiers,
            asked.Select(one => new PartnerCount(
                one.Key, one.Tier, Of(one.Key).PartnersFrom(PartnerCounts.FromRank(_tiers, one.Tier)))),
            people.Select(person => person.Highest(_tiers)).OfType<HeldTier>());
        return TierPromotion.Of(_tiers, people.Select(person => new PromotionCandidate(
            "", person.Standing, person.Referrer?.Standing.Key,
            volumes.Find(volume => volume.Key == person.Standing.Key))), counts);
    }

    private IEnumerable<SimulatedPartner> Referrers(List<Promotion> promotions) => _countsPartners
        ? promotions.Select(promotion => promotion.ReferrerKey).OfType<long>().Distinct().Select(Of)
        : [];

    private void Enter(List<Promotion> promotions, PartnerEvent next)
    {
        foreach (var promotion in promotions) Enter(Of(promotion.Key), promotion.To, true, next);
    }

    private void Enter(SimulatedPartner person, string? tier, bool active, PartnerEvent next)
    {
        var transaction = _made.ToString(CultureInfo.InvariantCulture);
        person.Enter(
            new HistoryEntry(person.Standing.Key, ++_made, tier, active, null, next.At, transaction),
            TierRules.RankOf(_tiers, tier));
    }

    private void Add(List<Volume> volumes)
    {
        foreach (var volume in volumes) Of(volume.Key).Add(volume);
    }

    private static long[] Keys(IEnumerable<SimulatedPartner> people) =>
        [.. people.Select(person => person.Standing.Key)];

    private SimulatedPartner Of(long key)
    {
        if (!_people.TryGetValue(key, out var person)) _people[key] = person = new SimulatedPartner(key, _tiers.Count);
        return person;
    }
}
