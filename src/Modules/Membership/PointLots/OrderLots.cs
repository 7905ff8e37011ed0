using SocialCommerce.Membership.Points;

namespace SocialCommerce.Membership.PointLots;

/// <summary>What a refund or an amendment of an order does to its buyer's lots.</summary>
/// <param name="Inputs">The buyer's lots and that of the order.</param>
/// <param name="Terms">From when to when points are valid that the order earns.</param>
public sealed record OrderLots(LotInputs Inputs, LotTerms Terms)
{
    /// <summary>Takes points back or, where they rise, gives them back; books them.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="posting">With the order's key.</param>
    /// <param name="customerKey">The buyer.</param>
    /// <param name="points">The change, signed.</param>
    internal void Write(MembershipBatch batch, PostingContext posting, long customerKey, long points)
    {
        if (points == 0) return;
        var order = posting.OrderKey!.Value;
        var balance = batch.Expire(posting, customerKey, Inputs.At(posting.RecordedAt));
        var move = points < 0 ? PointMoves.TakenBack : PointMoves.Earned;
        batch.Sql.Book(
            [new Movement(move, Movement.Points, customerKey, Math.Abs(points), order)], posting);
        if (points < 0) batch.Move(posting, customerKey, LotCause.Refund(order), balance.TakeBack(-points).Parts);
        else if (!Inputs.HasOwn) batch.Open(posting, customerKey, ("order", order), points, balance.Debt, Terms);
        else
        {
            var (_, parts, repaid) = balance.Return(points);
            batch.Move(posting, customerKey, LotCause.Refund(order), parts);
            batch.Move(posting, customerKey, LotCause.Debt(customerKey), repaid);
        }
    }
}
