using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>A payment of withheld tax to the authority: asked for by one person, decided by another.</summary>
/// <param name="RemittanceId">The shop's own id.</param>
/// <param name="Month">The month of payment whose tax it is.</param>
/// <param name="Amount">What was paid.</param>
/// <param name="PaidAt">When the bank paid it.</param>
/// <param name="Document">The paper that proves it, such as the authority's receipt.</param>
/// <param name="Status"><c>waiting</c>, <c>approved</c> or <c>rejected</c>.</param>
/// <param name="RequestedBy">Operator id of the person who asked for it.</param>
/// <param name="RequestedAt">When, by the shop's clock.</param>
/// <param name="DecidedBy">Operator id of the person who approved or rejected it.</param>
/// <param name="DecidedAt">When; an approved one is booked at this time.</param>
/// <param name="Note">What that person said.</param>
public sealed record TaxRemittance(
    string RemittanceId, string Month, Money Amount, DateTimeOffset PaidAt, string Document, string Status,
    string RequestedBy, DateTimeOffset RequestedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Note)
{
    /// <summary>Event of its movement.</summary>
    internal const string Event = "taxRemitted";
}

/// <summary>A remittance as it is kept.</summary>
internal sealed record RemittanceRow(
    long RemittanceKey, string RemittanceId, string Month, long Amount, DateTimeOffset PaidAt, string Document,
    bool? Approved, string RequestedBy, DateTimeOffset RequestedAt, string? DecidedBy, DateTimeOffset? DecidedAt,
    string? Note)
{
    /// <summary>SQL: remittances r, a condition follows.</summary>
    public const string Select = """
        select r.remittance_key, r.remittance_id, r.month, r.amount, r.paid_at, r.document, r.approved, r.requested_by,
            r.requested_at, r.decided_by, r.decided_at, r.note
        from tax_remittances r where r.shop_id = @shop
        """;

    /// <summary>As the API shows it.</summary>
    public TaxRemittance ToRemittance(Shop shop) => new(
        RemittanceId, Month, shop.Money(Amount), PaidAt, Document, Decisions.Status(Approved), RequestedBy, RequestedAt,
        DecidedBy, DecidedAt, Note);
}

/// <summary>What a month of payment comes to.</summary>
internal sealed record TaxMonthRow(string Month, long Bills, long Gross, long Withheld, long Remitted)
{
    /// <summary>What is left to remit; below 0 after tax was returned of what had been remitted.</summary>
    public long Payable => Withheld - Remitted;
}

/// <summary>The statements about remittances.</summary>
internal static class RemittanceStatements
{
    /// <summary>Until the transaction ends no other decision on a remittance of the shop is made.</summary>
    public static void LockRemittances(this Batch batch, long shopId) =>
        batch.Take(NumberedLock.TaxRemittances, shopId);

    /// <summary>A remittance by the shop's own id.</summary>
    public static Rows<RemittanceRow> Remittance(this Batch batch, long shopId, string remittanceId) =>
        batch.Rows<RemittanceRow>(FindSql, new { shop = shopId, remittanceId });

    /// <summary>Months of payment before one, the latest first, or that one alone.</summary>
    public static Rows<TaxMonthRow> TaxMonths(
        this Batch batch, Shop shop, string? month, string? before, int take) => batch.Rows<TaxMonthRow>(
            MonthsSql, new { shop = shop.Id, zone = shop.TimeZone, month, before, take });

    /// <summary>Refuses an amount that is more than a month has left to remit.</summary>
    /// <exception cref="Refused">422 REMITTANCE_EXCEEDS_TAX.</exception>
    public static void RequireRoom(this TaxMonthRow? month, long amount, SettingsRow settings)
    {
        var left = month?.Payable ?? 0;
        if (amount > left + settings.RemittanceTolerance)
            throw Refused.Invalid(
                "REMITTANCE_EXCEEDS_TAX", $"The month has {Math.Max(left, 0)} of tax left to remit.",
                "#/amount/amount");
    }

    private const string FindSql = $"{RemittanceRow.Select} and r.remittance_id = @remittanceId";

    private const string MonthsSql = $"""
        select month, sum(bills)::bigint as bills, sum(gross)::bigint as gross, sum(withheld)::bigint as withheld,
            sum(remitted)::bigint as remitted
        from (
            select tax_month as month, 1 as bills, gross, tax as withheld, 0::bigint as remitted
            from payout_bills where shop_id = @shop and state not in {BatchReading.NotPaid}
            union all
            select c.tax_month, 0, 0, c.tax, 0 from ({BatchReading.Corrections}) as c
            union all
            select r.month, 0, 0, 0, r.amount from tax_remittances r where r.shop_id = @shop and r.approved) as events
        where (@month is null or month = @month) and (@before is null or month < @before)
        group by month order by month desc limit @take
        """;
}
