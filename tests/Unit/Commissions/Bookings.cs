using Shouldly;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Kernel.Accounting;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.UnitTests.Commissions;

/// <summary>Books an order, its refunds and somewhere between them its maturity, as the flows do.</summary>
internal sealed class Bookings
{
    private readonly Story _story;
    private readonly List<AccrualNet> _accruals;
    private RefundSums _sums;
    private bool _mature;
    private int _holds;

    public Bookings(Story story)
    {
        _story = story;
        _sums = RefundSums.None(
            [.. story.Values.Select((value, i) => new LineWorth(story.Quantities[i], value, value))]);
        _accruals = [.. Engine.Evaluate(story.Snapshot, story.Plan, story.Values).Where(o => o.Amount > 0).Select(
            (o, i) => new AccrualNet(
                i + 1, o.Rule, o.Kind, o.Person.Key, o.Person.CustomerId, o.Depth, o.Person.Tier!, o.Amount,
                o.Amount))];
        Movements.AddRange(_accruals.Select(a => new Movement(
            CommissionMoves.Accrued, "GBP", a.BeneficiaryKey, a.Amount, a.AccrualId)));
    }

    /// <summary>Everything booked.</summary>
    public List<Movement> Movements { get; } = [];

    /// <summary>What is left of each line.</summary>
    public long[] Left => _sums.Left();

    /// <summary>What each accrual comes to.</summary>
    public Dictionary<(string Rule, long Key), long> Nets => _accruals.Where(accrual => accrual.Net != 0)
        .ToDictionary(accrual => (accrual.Rule, accrual.BeneficiaryKey), accrual => accrual.Net);

    /// <summary>Books refunds; maturity falls among them.</summary>
    public Bookings Refund(IReadOnlyList<StoryRefund> refunds)
    {
        for (var i = 0; i < refunds.Count; i++)
        {
            if (i >= _story.MaturesAfter) Mature();
            Refund(refunds[i]);
        }
        return this;
    }

    /// <summary>The same with holds that begin (1) and end (−1) before the refunds.</summary>
    public Bookings Refund(IReadOnlyList<StoryRefund> refunds, IReadOnlyList<int> holds)
    {
        for (var i = 0; i < refunds.Count; i++)
        {
            if (holds.Count > 0) Turn(holds[i % holds.Count]);
            if (i >= _story.MaturesAfter) Mature();
            Refund(refunds[i]);
        }
        while (_holds > 0) Turn(-1);
        return this;
    }

    /// <summary>Refunds all that is left.</summary>
    public Bookings RefundTheRest() => Refund([new StoryRefund(0, 0, Left.Sum())]);

    /// <summary>Balance of an account.</summary>
    public long Balance(string account) => Balance(account, Movements);

    /// <summary>Balance of a person's account.</summary>
    public long Balance(long key, string account) => Balance(account, Movements.Where(m => m.CustomerKey == key));

    private static long Balance(string account, IEnumerable<Movement> movements) =>
        movements.Sum(m => m.Move.To == account ? m.Amount : m.Move.From == account ? -m.Amount : 0);

    /// <summary>One more thing holds the whole order, or one less.</summary>
    private void Turn(int by)
    {
        if (_holds + by < 0 || by == 0) return;
        Movements.AddRange(by > 0
            ? CommissionHolds.Hold(_accruals, "GBP", _mature)
            : CommissionHolds.Release(_accruals, "GBP", _mature));
        _holds += by;
        for (var i = 0; i < _accruals.Count; i++)
            _accruals[i] = _accruals[i] with { Holds = _holds, Held = _holds > 0 ? _accruals[i].Net : 0 };
        if (_holds > 0) Balance(Account.Pending).ShouldBe(0);
    }

    private void Mature()
    {
        if (_mature) return;
        Movements.AddRange(Reversal.Maturing(_accruals, "GBP"));
        _mature = true;
    }

    private void Refund(StoryRefund refund)
    {
        _sums = With(refund);
        var changes = Reversal.Of(_accruals, Engine.Evaluate(_story.Snapshot, _story.Plan, _sums.Left()));
        Movements.AddRange(Reversal.Movements(changes, "GBP", _mature));
        foreach (var change in changes)
        {
            if (change.IsNew) Start(change);
            else
                _accruals[_accruals.IndexOf(change.Accrual)] =
                    change.Accrual with
                    {
                        Net = change.Accrual.Net + change.Difference,
                        Held = change.Accrual.Held + (change.Accrual.IsHeld ? change.Difference : 0),
                    };
        }
    }

    private void Start(Reversal.Change change)
    {
        var accrual = change.Accrual with { AccrualId = _accruals.Count + 1, Net = change.Difference };
        if (_holds > 0) accrual = accrual with { Holds = _holds, Held = accrual.Net };
        _accruals.Add(accrual);
        Movements.Add(new Movement(
            _holds > 0 ? CommissionMoves.RestoredHeld
            : _mature ? CommissionMoves.RestoredAvailable : CommissionMoves.RestoredPending,
            "GBP", accrual.BeneficiaryKey, change.Difference, accrual.AccrualId));
    }

    private RefundSums With(StoryRefund refund)
    {
        var lines = new LineRefunds[_sums.Lines.Count];
        if (refund.Line > 0) lines[refund.Line - 1] = new LineRefunds(refund.Units, refund.Units, refund.Amount);
        return _sums.With(lines, refund.Line > 0 ? 0 : refund.Amount);
    }
}
