using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>Why commission is held, as <c>cause</c> and the id of what caused it.</summary>
/// <param name="Cause"><c>chargeback</c>, <c>brake</c>, <c>dispute</c> or <c>fraud</c>.</param>
/// <param name="SubjectId">Id of the chargeback, brake or dispute; for fraud the order's own.</param>
public sealed record HoldCause(string Cause, string SubjectId)
{
    /// <summary>The buyer's bank takes the payment back.</summary>
    public const string Chargeback = "chargeback";

    /// <summary>A person has paused a rule, a person or a campaign.</summary>
    public const string Brake = "brake";

    /// <summary>The partner says that it is wrong.</summary>
    public const string Dispute = "dispute";

    /// <summary>The order's score reached the threshold of the shop's fraud policy.</summary>
    public const string Fraud = "fraud";

    /// <summary>What an order's row says: <c>cause:subject</c>.</summary>
    public static HoldCause Parse(string text) => new(text[..text.IndexOf(':')], text[(text.IndexOf(':') + 1)..]);
}

/// <summary>
/// How commission is held and set free. What an accrual is worth stands on <c>held</c> while anything holds it, and
/// on <c>pending</c> or <c>available</c> otherwise; refunds change it wherever it stands, and maturity waits for
/// nothing. Pure.
/// </summary>
public static class Holding
{
    /// <summary>Event of pending or available → held.</summary>
    public const string Held = "held";

    /// <summary>Event of the way back.</summary>
    public const string Released = "released";

    /// <summary>Event of held → expense.</summary>
    public const string Rejected = "rejected";

    /// <summary>
    /// SQL: whether a hold x with the end e lost the commission for ever. One by a chargeback does not, once the refund
    /// of the lost chargeback was cancelled.
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
            unit, accrual.BeneficiaryKey, FreeAccount(matured), Account.Held, accrual.Free, Held, accrual.AccrualId));

    /// <summary>The movements by which accruals are set free whose last hold ends.</summary>
    public static IEnumerable<Movement> Release(IEnumerable<AccrualNet> accruals, string unit, bool matured) => accruals
        .Where(accrual => accrual is { Holds: 1, Held: > 0 })
        .Select(accrual => new Movement(
            unit, accrual.BeneficiaryKey, Account.Held, FreeAccount(matured), accrual.Held, Released,
            accrual.AccrualId));

    /// <summary>The movements by which accruals are rejected that something holds; whatever else does.</summary>
    public static IEnumerable<Movement> Reject(IEnumerable<AccrualNet> accruals, string unit) => accruals
        .Where(accrual => accrual is { IsHeld: true, Held: > 0 })
        .Select(accrual => new Movement(
            unit, accrual.BeneficiaryKey, Account.Held, Account.Expense, accrual.Held, Rejected, accrual.AccrualId));

    /// <summary>Where commission stands that nothing holds.</summary>
    public static string FreeAccount(bool matured) => matured ? Account.Available : Account.Pending;
}

/// <summary>The statements by which accruals are held and set free; the flows book the movements.</summary>
public static class HoldStatements
{
    /// <summary>Notes that accruals are held.</summary>
    public static void Hold(this Batch batch, Occasion when, HoldCause cause, IEnumerable<AccrualNet> accruals) =>
        batch.Do(HoldSql, new
        {
            shop = when.ShopId,
            when.OrderKey,
            accruals = accruals.Select(accrual => accrual.AccrualId).ToArray(),
            cause.Cause,
            cause.SubjectId,
            when.RecordedAt,
        });

    /// <summary>
    /// Holds what the same transaction has accrued: pending or available → held. Fails as a race does when one of the
    /// brakes has been released meanwhile.
    /// </summary>
    /// <param name="when">The order's occasion.</param>
    /// <param name="unit">The currency.</param>
    /// <param name="matured">Whether the order has matured.</param>
    /// <param name="held">Rule, beneficiary and amount of each accrual, once for each cause.</param>
    public static void HoldAccrued(
        this Batch batch, Occasion when, string unit, bool matured, IReadOnlyCollection<NewHold> held)
    {
        if (held.Count == 0) return;
        var brakes = held.Where(hold => hold.Cause.Cause == HoldCause.Brake).Select(hold => hold.Cause.SubjectId)
            .Distinct().ToArray();
        if (brakes.Length > 0) batch.BesideBrakes(when.ShopId, brakes);
        batch.Do(HoldAccruedSql, new
        {
            shop = when.ShopId,
            when.OrderKey,
            unit,
            account = Holding.FreeAccount(matured),
            rules = held.Select(hold => hold.Rule).ToArray(),
            beneficiaries = held.Select(hold => hold.BeneficiaryKey).ToArray(),
            amounts = held.Select(hold => hold.Amount).ToArray(),
            causes = held.Select(hold => hold.Cause.Cause).ToArray(),
            subjects = held.Select(hold => hold.Cause.SubjectId).ToArray(),
            when.OccurredAt,
            when.RecordedAt,
        });
    }

    /// <summary>What holds the carried order, or some of its commissions.</summary>
    public static Rows<Wait> Waits(this Batch batch, long shopId) =>
        batch.Rows<Wait>(WaitsSql, new { shop = shopId });

    /// <summary>Ends an order's holds of a cause.</summary>
    public static void EndHolds(this Batch batch, Occasion when, HoldCause cause, string outcome) =>
        batch.Do(EndSql, new
        {
            shop = when.ShopId,
            when.OrderKey,
            cause.Cause,
            cause.SubjectId,
            outcome,
            when.RecordedAt,
        });

    private const string HoldSql = """
        insert into holds (shop_id, order_key, accrual_id, cause, subject_id, recorded_at)
        select @shop, @orderKey, accrual, @cause, @subjectId, @recordedAt from unnest(@accruals) as accrual
        """;

    private const string HoldAccruedSql = $"""
        with found as (
            select a.accrual_id, a.beneficiary_key, w.amount, w.cause, w.subject
            from unnest(@rules, @beneficiaries, @amounts, @causes, @subjects)
                as w(rule, beneficiary, amount, cause, subject)
            join accruals a on a.shop_id = @shop and a.source_kind = 'order' and a.source_id = @orderKey
                and a.rule = w.rule and a.beneficiary_key = w.beneficiary),
        kept as (
            insert into holds (shop_id, order_key, accrual_id, cause, subject_id, recorded_at)
            select @shop, @orderKey, accrual_id, cause, subject, @recordedAt from found)
        insert into movements (shop_id, journal_id, unit, customer_key, from_account, to_account, amount, event,
            subject_id, order_key, occurred_at, recorded_at)
        select @shop, {Ledger.JournalId}, @unit, beneficiary_key, @account, '{Account.Held}', amount, '{Holding.Held}',
            accrual_id, @orderKey, @occurredAt, @recordedAt
        from (select distinct accrual_id, beneficiary_key, amount from found) as held
        order by accrual_id
        """;

    private const string WaitsSql = $"""
        select cause as for, subject_id as id, min(recorded_at) as since
        from (
            select h.cause, h.subject_id, h.recorded_at from holds h
            where h.shop_id = @shop and h.order_key = {Carry.OrderKey} and not exists (
                select from hold_ends e where e.shop_id = @shop and e.hold_key = h.hold_key)
            union all
            select 'chargeback', c.chargeback_id, c.recorded_at from chargebacks c
            where c.shop_id = @shop and c.order_key = {Carry.OrderKey} and not exists (
                select from chargeback_outcomes d where d.shop_id = @shop and d.chargeback_id = c.chargeback_id)) as w
        group by cause, subject_id order by since, cause, subject_id
        """;

    private const string EndSql = """
        insert into hold_ends (shop_id, hold_key, outcome, recorded_at)
        select @shop, h.hold_key, @outcome, @recordedAt
        from holds h
        where h.shop_id = @shop and h.order_key = @orderKey and h.cause = @cause and h.subject_id = @subjectId
            and not exists (select from hold_ends e where e.shop_id = @shop and e.hold_key = h.hold_key)
        """;
}

/// <summary>An accrual of this transaction that is held at once.</summary>
public sealed record NewHold(string Rule, long BeneficiaryKey, long Amount, HoldCause Cause);
