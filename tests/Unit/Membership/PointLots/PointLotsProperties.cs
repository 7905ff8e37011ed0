using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Membership.PointLots;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.PointLots;

/// <summary>Points that are earned, spent, cancelled, refunded and expire follow from their parts.</summary>
public sealed class PointLotsProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(string Kind, int Which, int Part)[]> Steps = Gen.ArrayOf(
        from kind in Gen.Elements("earn", "spend", "cancel", "refund", "restore", "wait")
        from which in Gen.Choose(0, 9)
        from part in Gen.Choose(0, 100)
        select (kind, which, part));

    [Fact]
    public void Lots_and_debt_are_what_their_parts_make_whatever_the_order() => Prop.ForAll(
        Steps.ToArbitrary(), steps =>
        {
            var story = new Story();
            foreach (var (kind, which, part) in steps)
            {
                story.Do(kind, which, part);
                story.Check();
            }
        }).Check(Trying.Cases(20_000).WithEndSize(60));

    [Fact]
    public void A_partial_cancellation_leaves_what_a_smaller_spend_leaves() => Prop.ForAll(
        (from lots in Lots
         from spent in Gen.Choose(0, 100)
         from back in Gen.Choose(0, 100)
         select (lots, spent, back)).ToArbitrary(),
        one =>
        {
            var balance = PointBalance.Of(one.lots, one.lots.Sum(lot => lot.Left), Start);
            var spent = balance.Active * one.spent / 100;
            var back = spent * one.back / 100;
            Left(Again(balance.Spend(spent)).Return(back).After).ShouldBe(Left(balance.Spend(spent - back).After));
        }).Check(Trying.Cases(20_000));

    [Fact]
    public void A_refund_that_is_cancelled_in_part_leaves_what_a_smaller_refund_leaves() => Prop.ForAll(
        (from lots in Lots
         from taken in Gen.Choose(0, 2_000)
         from back in Gen.Choose(0, 100)
         select (lots, taken, back)).ToArbitrary(),
        one =>
        {
            var lots = one.lots.Select((lot, i) => lot with { Own = i == 0, ActiveFrom = Start }).ToList();
            var balance = PointBalance.Of(lots, lots.Sum(lot => lot.Left), Start);
            var back = (long)one.taken * one.back / 100;
            var (after, _, repaid) = Again(balance.TakeBack(one.taken)).Return(back);
            var (smaller, _) = balance.TakeBack(one.taken - back);
            (after.Total, after.Debt).ShouldBe((smaller.Total, smaller.Debt));
            repaid.Sum(part => -part.Points).ShouldBeLessThanOrEqualTo(back);
            if (balance.TakeBack(one.taken).After.Debt == 0) Left(after).ShouldBe(Left(smaller));
        }).Check(Trying.Cases(20_000));

    private static Gen<PointLot[]> Lots =>
        from count in Gen.Choose(1, 6)
        from lots in Gen.ArrayOf(
            from left in Gen.Choose(0, 300)
            from start in Gen.Choose(-5, 2)
            from until in Gen.Choose(1, 5)
            select (left, start, until), count)
        select lots.Select((one, i) => new PointLot(
            i + 1, one.left, Start.AddDays(one.start), one.until == 5 ? null : Start.AddDays(one.until))).ToArray();

    private static IEnumerable<(long, long)> Left(PointBalance balance) =>
        balance.Lots.Select(lot => (lot.Key, lot.Left));

    private static PointBalance Again((PointBalance After, List<LotPart> Parts) taken) => taken.After with
    {
        Lots =
        [
            .. taken.After.Lots.Select(lot => lot with
            {
                Drawn = -taken.Parts.Where(part => part.Lot.Key == lot.Key).Sum(part => part.Points),
            }),
        ],
    };

    /// <summary>One customer: lots with what is left, and the record of everything that was done.</summary>
    private sealed class Story
    {
        private readonly List<PointLot> _lots = [];
        private readonly List<(long Lot, string Subject, long Points)> _parts = [];
        private readonly List<long> _granted = [], _standing = [], _spends = [], _cancelled = [];
        private long _booked;
        private DateTimeOffset _now = Start;

        public void Do(string kind, int which, int part)
        {
            Expire();
            if (kind == "wait") _now = _now.AddHours(which * 7);
            else if (kind == "earn") Earn(part * 10, which);
            else if (kind == "spend") Spend(part);
            else if (kind == "cancel" && _spends.Count > 0) Cancel(which % _spends.Count, part);
            else if (_granted.Count > 0) Change(kind == "refund", which % _granted.Count, part);
        }

        public void Check()
        {
            foreach (var lot in _lots)
            {
                lot.Left.ShouldBeGreaterThanOrEqualTo(0);
                lot.Left.ShouldBe(_granted[(int)lot.Key] + _parts.Where(one => one.Lot == lot.Key).Sum(
                    one => one.Points), "left is what was granted with its parts");
            }
            _lots.Sum(lot => lot.Left).ShouldBe(Math.Max(0, _booked));
            for (var i = 0; i < _spends.Count; i++)
                _parts.Where(one => one.Subject == $"spend {i}").Sum(one => -one.Points)
                    .ShouldBe(_spends[i] - _cancelled[i], "a spend draws what was not cancelled");
        }

        private void Earn(long points, int which)
        {
            var repaid = Math.Min(points, Math.Max(0, -_booked));
            _lots.Add(new PointLot(
                _granted.Count, points - repaid, _now.AddDays(which % 3), which > 6 ? null : _now.AddDays(which + 3)));
            if (repaid > 0) _parts.Add((_granted.Count, "debt", -repaid));
            _granted.Add(points);
            _standing.Add(points);
            _booked += points;
        }

        private void Spend(int part)
        {
            var balance = At(null, null);
            var points = balance.Active * part / 100;
            Keep($"spend {_spends.Count}", balance.Spend(points).Parts);
            _spends.Add(points);
            _cancelled.Add(0);
            _booked -= points;
        }

        private void Cancel(int spend, int part)
        {
            var points = (_spends[spend] - _cancelled[spend]) * part / 100;
            Return($"spend {spend}", At($"spend {spend}", null), points);
            _cancelled[spend] += points;
        }

        private void Change(bool refunds, int order, int part)
        {
            var (subject, balance) = ($"order {order}", At($"order {order}", order));
            if (!refunds) Return(subject, balance, (_granted[order] - _standing[order]) * part / 100, order);
            else
            {
                var points = _standing[order] * part / 100;
                Keep(subject, balance.TakeBack(points).Parts);
                (_booked, _standing[order]) = (_booked - points, _standing[order] - points);
            }
        }

        private void Return(string subject, PointBalance balance, long points, int? order = null)
        {
            var (_, parts, repaid) = balance.Return(points);
            Keep(subject, parts);
            Keep("debt", repaid);
            _booked += points;
            if (order is { } one) _standing[one] += points;
        }

        private void Expire()
        {
            var parts = At(null, null).Expire().Parts;
            Keep("expired", parts);
            _booked += parts.Sum(part => part.Points);
        }

        private PointBalance At(string? subject, int? own) => PointBalance.Of(
            _lots.Select(lot => lot with
            {
                Own = lot.Key == own,
                Drawn = subject is null ? 0 : Math.Max(0, -_parts.Where(
                    one => one.Lot == lot.Key && one.Subject == subject).Sum(one => one.Points)),
            }), _booked, _now);

        private void Keep(string subject, IEnumerable<LotPart> parts)
        {
            foreach (var part in parts)
            {
                var i = (int)part.Lot.Key;
                _lots[i] = _lots[i] with { Left = _lots[i].Left + part.Points };
                _parts.Add((part.Lot.Key, subject, part.Points));
            }
        }
    }
}
