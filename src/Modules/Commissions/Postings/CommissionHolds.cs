namespace SocialCommerce.Commissions.Postings;

/// <summary>
/// How commission is held and set free. What an accrual is worth stands on <c>held</c> while anything holds it, and
/// on <c>pending</c> or <c>available</c> otherwise; refunds change it wherever it stands, and maturity waits for
/// nothing. Pure.
/// </summary>
public static class CommissionHolds
{
    /// <summary>Event of pending or available → held.</summary>
    public const string Held = "held";

    /// <summary>Event of the way back.</summary>
    public const string Released = "released";

    /// <summary>Event of held → expense.</summary>
    public const string Rejected = "rejected";

    /// <summary>
    /// SQL: whether a hold x with the end e lost the commission permanently. A hold by a chargeback does not, once the
    /// refund of the lost chargeback was cancelled.
    /// </summary>
    internal const string IsLost = $"""
        (e.outcome = '{Rejected}' and not (x.cause = 'chargeback' and exists (
            select from order_changes d
            where d.shop_id = @shop and d.order_key = x.order_key and d.document_id = x.subject_id
                and d.document_kind = '{OrderChanges.RefundCancellation}')))
        """;

    /// <summary>The movements by which accruals that nothing holds yet are held.</summary>
    public static IEnumerable<Movement> Hold(IEnumerable<AccrualNet> accruals, string unit, bool matured) => accruals
        .Where(accrual => accrual is { IsHeld: false, Free: > 0 })
        .Select(accrual => new Movement(
            matured ? CommissionMoves.HeldAvailable : CommissionMoves.HeldPending, unit, accrual.BeneficiaryKey,
            accrual.Free, accrual.AccrualId));

    /// <summary>The movements by which accruals are set free whose last hold ends.</summary>
    public static IEnumerable<Movement> Release(IEnumerable<AccrualNet> accruals, string unit, bool matured) => accruals
        .Where(accrual => accrual is { Holds: 1, Held: > 0 })
        .Select(accrual => new Movement(
            matured ? CommissionMoves.ReleasedAvailable : CommissionMoves.ReleasedPending, unit,
            accrual.BeneficiaryKey, accrual.Held, accrual.AccrualId));

    /// <summary>The movements by which accruals are rejected that something holds; whatever else does.</summary>
    public static IEnumerable<Movement> Reject(IEnumerable<AccrualNet> accruals, string unit) => accruals
        .Where(accrual => accrual is { IsHeld: true, Held: > 0 })
        .Select(accrual => new Movement(
            CommissionMoves.Rejected, unit, accrual.BeneficiaryKey, accrual.Held, accrual.AccrualId));

    /// <summary>The account of commission without a hold.</summary>
    public static string FreeAccount(bool matured) => matured ? Account.Available : Account.Pending;
}
