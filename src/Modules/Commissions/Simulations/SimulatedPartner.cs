using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Simulations;

/// <summary>A person as a re-evaluation knows one.</summary>
/// <param name="key">Internal key.</param>
/// <param name="tiers">The number of tiers.</param>
internal sealed class SimulatedPartner(long key, int tiers)
{
    private int[]? _below;
    private int _highest = -1;

    /// <summary>Numbers, and the tier at present.</summary>
    public PartnerState Standing { get; private set; } =
        new(key, null, false, 0, null, true, 0, false, 0, 0, 0, 0, 0, 0, []);

    /// <summary>Real entries of before, and what has come about since.</summary>
    public List<HistoryEntry> Entries { get; } = [];

    /// <summary>The referrer; null for none.</summary>
    public SimulatedPartner? Referrer { get; private set; }

    /// <summary>The binding to the referrer; null for none.</summary>
    public BindingRef? Bond { get; private set; }

    /// <summary>Whether there is an order.</summary>
    public bool HasBought { get; set; }

    /// <summary>Direct referrals by the rank of the highest tier that each has ever reached.</summary>
    private int[] Below => _below ??= new int[tiers];

    /// <summary>The people above, nearest first, as far as numbers go.</summary>
    public IEnumerable<SimulatedPartner> Above()
    {
        var above = Referrer;
        for (var depth = 0; depth < Metrics.MaxTeamDepth && above is not null; depth++, above = above.Referrer)
            yield return above;
    }

    /// <summary>Binds for life.</summary>
    public void Bind(SimulatedPartner referrer, BindingRef bond)
    {
        (Referrer, Bond) = (referrer, bond);
        if (_highest >= 0) referrer.Below[_highest]++;
    }

    /// <summary>Adds to the numbers.</summary>
    public void Add(Volume volume) => Standing = Standing with
    {
        Own = Standing.Own + volume.Own,
        Team1 = Standing.Team1 + volume.Team1,
        Team2 = Standing.Team2 + volume.Team2,
        Team3 = Standing.Team3 + volume.Team3,
        Buyers = Standing.Buyers + volume.Buyers,
    };

    /// <summary>Notes the approval.</summary>
    public void Approve() => Standing = Standing with { Approved = true };

    /// <summary>Notes a training.</summary>
    public void Pass(string training) => Standing = Standing with { Trainings = [.. Standing.Trainings, training] };

    /// <summary>Enters a tier, and what it means to the referrer who counts direct partners.</summary>
    public void Enter(HistoryEntry entry, int rank)
    {
        Entries.Add(entry);
        Standing = Standing with { TierNow = entry.Tier, ActiveNow = entry.Active, SeqNow = entry.Seq };
        if (rank <= _highest) return;
        if (Referrer is not null)
        {
            Referrer.Below[rank]++;
            if (_highest >= 0) Referrer.Below[_highest]--;
        }
        _highest = rank;
    }

    /// <summary>Direct referrals who have ever reached a tier of this rank or a higher one.</summary>
    public long PartnersFrom(int rank) => Below.Skip(rank).Sum();

    /// <summary>The tier that is the highest ever held; null for none.</summary>
    public HeldTier? Highest(IReadOnlyList<PartnerTier> ranked) =>
        _highest < 0 ? null : new HeldTier(key, ranked[_highest].TierId);

    /// <summary>The same person of a snapshot, with what was recorded here up to a moment.</summary>
    public SnapshotPerson At(DateTimeOffset moment, SnapshotPerson person)
    {
        var held = Entries.FindLast(entry => entry.RecordedAt <= moment);
        return person with { Tier = held?.Tier, TierSeq = held?.Seq ?? 0, Active = held?.Active ?? true };
    }
}
